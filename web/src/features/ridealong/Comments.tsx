// The manager's comments, at most three: the fourth is kindly refused here already, and its words are not lost on the way.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import { serverNow } from "@/live/server_clock";
import { Button, Field, Textarea } from "@/ui";
import { first_name, useRideAlong } from "./use_ride_along";
import { comment, may } from "./verbs";

export function SaidComments() {
  const { t } = useLingui();
  const { ride_along } = useRideAlong();
  const manager = first_name(ride_along.manager);
  return (
    <ol aria-label={t`${manager}'s comments`} className="grid max-w-2xl gap-3.5">
      {ride_along.debrief.comments.map(({ number, text }) => (
        <li key={number} className="flex gap-3.5">
          <span aria-hidden className="title tabular w-4 shrink-0 text-lg text-accent">
            {number}
          </span>
          <p className="said min-w-0 whitespace-pre-wrap">{text}</p>
        </li>
      ))}
    </ol>
  );
}

export function Comments() {
  const { t } = useLingui();
  const { ride_along, is_manager } = useRideAlong();
  const { comments, most_comments } = ride_along.debrief;
  const manager = first_name(ride_along.manager);
  return (
    <div className="grid max-w-2xl gap-5">
      {comments.length > 0 && <SaidComments />}
      {is_manager ? <Composer /> : comments.length === 0 && <p className="text-soft">{t`${manager} speaks after you, and says at most ${most_comments} things.`}</p>}
    </div>
  );
}

function Composer() {
  const { t } = useLingui();
  const { ride_along, perform, is_busy } = useRideAlong();
  const [text, setText] = useState("");
  const { comments, most_comments, self_assessment, started_at } = ride_along.debrief;
  const rep = first_name(ride_along.rep);
  const left = most_comments - comments.length;
  if (left <= 0)
    return (
      <div className="rounded-xl bg-sunken px-4 py-3 text-sm">
        <p className="font-medium">{t`That is ${most_comments}, and nobody works on more at a time.`}</p>
        <p className="text-soft">{t`Whatever else you saw keeps until your next 1:1. Now it is ${rep}'s turn: what will they do?`}</p>
      </div>
    );
  if (!may(ride_along, "comments")) return started_at && self_assessment === "" ? <p className="text-soft">{t`Your comments come after ${rep} has said how they saw it.`}</p> : null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === "" || is_busy) return;
    setText("");
    if (!(await perform(comment(said, serverNow())))) setText((now) => now || said); // what was not taken stays to be sent again
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-2.5">
      <Field label={comments.length === 0 ? t`What worked, in the words ${rep} used?` : t`One more?`} hint={plural(left, { one: "# comment is left; it is the last.", other: `# comments are left of ${most_comments}.` })}>
        <Textarea
          rows={3}
          value={text}
          maxLength={4_000}
          className="said [field-sizing:content]"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && (event.metaKey || event.ctrlKey) && void submit(event)}
        />
      </Field>
      <Button type="submit" className="justify-self-start max-sm:min-h-11" disabled={text.trim() === ""} busy={is_busy}>
        <Trans>Say it</Trans>
      </Button>
    </form>
  );
}
