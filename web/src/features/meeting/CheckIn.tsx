// The check-in: what each said last time, by name, and what became of it. The owner answers in one tap; the rest of the circle sees it at once.
import { Trans, useLingui } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import Contrast from "lucide-react/icons/contrast";
import Redo from "lucide-react/icons/redo-2";
import X from "lucide-react/icons/x";
import { useState } from "react";
import { Badge, Button, cx, Field, Input, LocalDate } from "@/ui";
import { useCommitments } from "./use_commitments";
import { first_name, useMeeting } from "./use_meeting";
import type { CircleCommitment, CommitmentOutcome } from "./wire";
import { outcomes } from "./words";

const icons = { done: Check, partly: Contrast, not_done: X, carried: Redo };

export function CheckIn() {
  const { t } = useLingui();
  const { meeting } = useMeeting();
  if (meeting.check_in.length === 0)
    return (
      <p className="text-soft">
        {meeting.number === 1 ? <Trans>This is the first session of the circle. From the next one on it opens on what each of you says today.</Trans> : <Trans>Nobody has an open commitment. One sentence each: what are you in the middle of?</Trans>}
      </p>
    );
  const asked = meeting.members.filter(({ id }) => meeting.check_in.some(({ owner }) => owner.id === id));
  const gone = meeting.check_in.filter(({ owner }) => !meeting.members.some(({ id }) => id === owner.id));
  return (
    <ul aria-label={t`Commitments from the last session`} className="grid gap-5">
      {[...asked.map((member) => ({ key: member.id, commitments: meeting.check_in.filter(({ owner }) => owner.id === member.id) })), ...gone.map((commitment) => ({ key: commitment.id, commitments: [commitment] }))].map(({ key, commitments }) => (
        <li key={key} className="grid gap-3">
          {commitments.map((commitment) => (
            <AskedCommitment key={commitment.id} commitment={commitment} />
          ))}
        </li>
      ))}
    </ul>
  );
}

export function AskedCommitment({ commitment }: { commitment: CircleCommitment }) {
  const { t } = useLingui();
  const { outcome: give } = useCommitments();
  const [is_changing, set_changing] = useState(false);
  const { owner, text, due_on, mine, outcome, outcome_note } = commitment;
  return (
    <figure className="border-l-2 border-line pl-3.5">
      <figcaption className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-faint">
        <span className="font-medium text-ink">{mine ? <Trans>You</Trans> : first_name(owner)}</span>
        <span>
          <Trans>
            by <LocalDate date={due_on} year={false} />
          </Trans>
        </span>
        {outcome && <OutcomeBadge outcome={outcome} />}
      </figcaption>
      <blockquote className="said mt-0.5 text-lg leading-snug">“{text}”</blockquote>
      {outcome_note && <p className="mt-1 text-sm text-soft">{outcome_note}</p>}
      {mine && (!outcome || is_changing) && (
        <Answer
          label={t`What became of it?`}
          given={outcome}
          onAnswer={async (next, note) => {
            if (await give(commitment, next, note)) set_changing(false);
          }}
        />
      )}
      {mine && outcome && !is_changing && (
        <Button look="quiet" size="small" className="-ml-2 mt-1" onClick={() => set_changing(true)}>
          <Trans>Say it differently</Trans>
        </Button>
      )}
    </figure>
  );
}

export function OutcomeBadge({ outcome }: { outcome: CommitmentOutcome }) {
  const { i18n } = useLingui();
  const Icon = icons[outcome];
  return (
    <Badge tone={outcomes[outcome].tone} icon={<Icon size={12} aria-hidden />}>
      {i18n._(outcomes[outcome].name)}
    </Badge>
  );
}

function Answer({ label, given, onAnswer }: { label: string; given?: CommitmentOutcome; onAnswer: (outcome: CommitmentOutcome, note?: string) => Promise<void> }) {
  const { t, i18n } = useLingui();
  const [note, set_note] = useState("");
  return (
    <div className="mt-2.5 grid gap-2">
      <div role="group" aria-label={label} className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {(Object.keys(outcomes) as CommitmentOutcome[]).map((outcome) => {
          const Icon = icons[outcome];
          return (
            <button key={outcome} type="button" aria-pressed={given === outcome} onClick={() => void onAnswer(outcome, note.trim() || undefined)} className={cx("flex min-h-11 cursor-pointer items-center justify-center gap-1.5 rounded-lg border text-sm font-medium turns", given === outcome ? "border-accent bg-accent-soft text-accent-strong" : "border-line bg-surface hover:border-line-strong hover:bg-sunken")}>
              <Icon size={16} aria-hidden />
              {i18n._(outcomes[outcome].name)}
            </button>
          );
        })}
      </div>
      <Field label={<Trans>In one sentence</Trans>} hide_label>
        <Input maxLength={1_000} value={note} onChange={(event) => set_note(event.target.value)} placeholder={t`In one sentence, before you tap`} />
      </Field>
    </div>
  );
}
