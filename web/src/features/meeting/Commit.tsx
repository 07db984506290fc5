// What each will do until the next session, in their own words; with the hint that asks for a behaviour.
import { Trans, useLingui } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import Lightbulb from "lucide-react/icons/lightbulb";
import { useId, useState, type FormEvent } from "react";
import { useHint } from "@/features/commitment/CommitmentComposer";
import { Button, Field, Input, local_date, LocalDate, Textarea } from "@/ui";
import { first_name, useMeeting } from "./use_meeting";
import { commit, may } from "./verbs";

export function Commit() {
  const { meeting } = useMeeting();
  return (
    <div className="grid gap-5">
      {may(meeting, "commitment") && <Composer />}
      <CommitmentList />
    </div>
  );
}

function Composer() {
  const { t } = useLingui();
  const { meeting, perform, is_busy } = useMeeting();
  const [text, set_text] = useState("");
  const next_day = meeting.next ? local_date(meeting.next.starts_at, meeting.time_zone) : "";
  const [due_on, set_due_on] = useState<string>();
  const hint = useHint(text);
  const hint_id = useId();
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === "" || is_busy) return;
    void perform(commit(text.trim(), due_on)).then((is_done) => {
      if (!is_done) return;
      set_text("");
      set_due_on(undefined);
    });
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field label={<Trans>What will you do until the next session, in your own words?</Trans>}>
        <Textarea
          rows={3}
          maxLength={500}
          value={text}
          aria-describedby={hint ? hint_id : undefined}
          onChange={(event) => set_text(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit();
            if (event.key === "Escape") event.currentTarget.blur();
          }}
          placeholder={t`I will ask … on every … this week.`}
          className="said"
        />
      </Field>
      <p id={hint_id} role="status" className="text-sm empty:hidden">
        {hint?.kind === "behaviour" && (
          <span className="flex items-start gap-2 text-accent-strong">
            <Check size={16} aria-hidden className="mt-0.5 shrink-0" />
            <Trans>That is something you do, and somebody could see it happen.</Trans>
          </span>
        )}
        {hint && hint.kind !== "behaviour" && hint.hint && (
          <span className="flex items-start gap-2 text-warn">
            <Lightbulb size={16} aria-hidden className="mt-0.5 shrink-0" />
            <span>{hint.hint}</span>
          </span>
        )}
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={<Trans>By</Trans>} className="w-44">
          <Input type="date" value={due_on ?? next_day} onChange={(event) => set_due_on(event.target.value || undefined)} />
        </Field>
        <Button type="submit" look="primary" busy={is_busy} disabled={text.trim() === ""} className="min-h-10">
          <Trans>Commit</Trans>
        </Button>
      </div>
    </form>
  );
}

export function CommitmentList() {
  const { t } = useLingui();
  const { meeting } = useMeeting();
  if (meeting.commitments.length === 0)
    return (
      <p className="text-sm text-faint">
        <Trans>Nobody has committed to anything yet. The next session opens on what is said here.</Trans>
      </p>
    );
  return (
    <ul aria-label={t`Commitments of this session`} className="grid gap-4">
      {meeting.commitments.map(({ id, owner, mine, text, due_on }) => (
        <li key={id}>
          <p className="text-sm text-faint">
            <span className="font-medium text-ink">{mine ? t`You` : first_name(owner)}</span>{" "}
            <Trans>
              by <LocalDate date={due_on} year={false} />
            </Trans>
          </p>
          <p className="said text-lg leading-snug">“{text}”</p>
        </li>
      ))}
    </ul>
  );
}
