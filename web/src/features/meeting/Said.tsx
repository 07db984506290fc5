// What the circle writes down: notes on the stage, and the chat of the hour. Both stay in the circle.
import { Trans, useLingui } from "@lingui/react/macro";
import Send from "lucide-react/icons/send-horizontal";
import { useEffect, useRef, useState, type FormEvent } from "react";
import type { PersonRef } from "@/api";
import { DateTime, IconButton, Input, Textarea, Button } from "@/ui";
import { first_name, useMeeting } from "./use_meeting";
import { may, message, note } from "./verbs";
import type { MeetingStage } from "./wire";

function Line({ by, at, text }: { by: PersonRef; at: string; text: string }) {
  const { t } = useLingui();
  const { meeting } = useMeeting();
  return (
    <li className="text-sm">
      <span className="text-faint">
        <span className="font-medium text-soft">{by.id === meeting.viewer_id ? t`You` : first_name(by)}</span> <DateTime at={at} show="time" />
      </span>
      <p className="text-base whitespace-pre-wrap">{text}</p>
    </li>
  );
}

export function StageNotes({ stage }: { stage: Pick<MeetingStage, "key" | "name"> }) {
  const { t } = useLingui();
  const { meeting, perform, is_busy } = useMeeting();
  const [text, set_text] = useState("");
  const notes = meeting.notes.filter((each) => each.stage === stage.key);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === "" || is_busy) return;
    void perform(note(stage.key, text.trim())).then((is_done) => is_done && set_text(""));
  };
  if (notes.length === 0 && !may(meeting, "note")) return null;
  return (
    <section aria-label={t`Notes on ${stage.name}`} className="grid gap-3">
      {notes.length > 0 && (
        <ul className="grid gap-2.5">
          {notes.map((each) => (
            <Line key={each.id} {...each} />
          ))}
        </ul>
      )}
      {may(meeting, "note") && (
        <form onSubmit={submit} className="grid gap-2">
          <Textarea
            aria-label={t`A note on ${stage.name}`}
            rows={2}
            maxLength={4_000}
            value={text}
            placeholder={t`A note for the circle`}
            onChange={(event) => set_text(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit();
              if (event.key === "Escape") event.currentTarget.blur();
            }}
            className="[field-sizing:content]"
          />
          {text.trim() !== "" && (
            <Button type="submit" size="small" busy={is_busy} className="justify-self-start">
              <Trans>Put it down</Trans>
            </Button>
          )}
        </form>
      )}
    </section>
  );
}

export function Chat() {
  const { t } = useLingui();
  const { meeting, perform, is_busy } = useMeeting();
  const [text, set_text] = useState("");
  const end = useRef<HTMLDivElement>(null);
  const count = meeting.messages.length;
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" }); // newer browsers return a promise, which would be taken for the way to clean up
  }, [count]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || is_busy) return;
    void perform(message(text.trim())).then((is_done) => is_done && set_text(""));
  };
  if (count === 0 && !may(meeting, "message")) return null;
  return (
    <section aria-label={t`Chat`} className="grid gap-2">
      <h2 className="text-sm font-semibold">
        <Trans>Chat</Trans>
      </h2>
      {count > 0 ? (
        <div role="log" aria-label={t`Chat of the session`} tabIndex={0} className="max-h-72 overflow-y-auto rounded-lg focus-visible:-outline-offset-2">
          <ul className="grid gap-2">
            {meeting.messages.map((each) => (
              <Line key={each.id} {...each} />
            ))}
          </ul>
          <div ref={end} />
        </div>
      ) : (
        <p className="text-sm text-faint">
          <Trans>A name, a link, a sentence worth keeping. Only the circle reads it.</Trans>
        </p>
      )}
      {may(meeting, "message") && (
        <form onSubmit={submit} className="flex gap-2">
          <Input aria-label={t`Write to the circle`} maxLength={1_000} value={text} onChange={(event) => set_text(event.target.value)} onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()} enterKeyHint="send" />
          <IconButton type="submit" look="secondary" className="!h-10" label={t`Send`} busy={is_busy} icon={<Send size={16} aria-hidden />} />
        </form>
      )}
    </section>
  );
}
