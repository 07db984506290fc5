// One page of what was said and agreed: the verdict it opened on, each stage with its time and note, the commitments.
import { Trans, useLingui } from "@lingui/react/macro";
import { CommitmentList } from "@/features/commitment/CommitmentList";
import { CommitmentQuote } from "@/features/commitment/CommitmentQuote";
import { VerdictBadge } from "@/features/commitment/Verdicts";
import { Button, DateTime, EmptyState, Section } from "@/ui";
import { ContentMix } from "./ContentMix";
import { clockFace } from "./timer";
import { useConversation } from "./use_conversation";
import { useConversationNotes } from "./use_notes";

export function Summary({ onComplete }: { onComplete?: () => void }) {
  const { t } = useLingui();
  const { conversation } = useConversation();
  const { gate } = conversation;
  const is_judged = gate.state === "skipped" || gate.commitments.some((commitment) => commitment.verdict);
  const notes = useConversationNotes();
  const text_of = (key: string) => notes?.of(key)?.text() ?? conversation.shared_notes.find((note) => note.stage === key)?.text ?? "";
  const stages = conversation.agenda.map((stage) => ({ ...stage, note: text_of(stage.key).trim() }));
  // A conversation recorded afterwards has no stages, but may have a note.
  const loose = conversation.shared_notes.filter((note) => note.text.trim() !== "" && !stages.some((stage) => stage.key === note.stage));
  const has_run = stages.some((stage) => stage.spent_seconds > 0 || stage.note);
  return (
    <>
      <p className="-mt-4 mb-6 hidden text-soft print:block">
        {t`${conversation.rep.name} and ${conversation.manager.name}.`}{" "}
        {conversation.next?.starts_at && (
          <Trans>
            Next: <DateTime at={conversation.next.starts_at} zone={conversation.time_zone} />.
          </Trans>
        )}
      </p>
      {conversation.commitments.length > 0 && (
        <Section title={<Trans>Commitment</Trans>}>
          <CommitmentList commitments={conversation.commitments} />
        </Section>
      )}
      {gate.commitments.length > 0 && (
        <Section title={is_judged ? <Trans>It opened on</Trans> : <Trans>Still open, for the next time</Trans>}>
          <ul className="grid gap-4">
            {gate.commitments.map((commitment) => (
              <li key={commitment.id}>
                <CommitmentQuote text={commitment.text} due_on={commitment.due_on}>
                  {commitment.verdict && <VerdictBadge verdict={commitment.verdict} />}
                </CommitmentQuote>
                {commitment.verdict_note && <p className="mt-1 text-sm text-soft">{commitment.verdict_note}</p>}
              </li>
            ))}
          </ul>
          {gate.state === "skipped" && (
            <p className="mt-2 text-sm text-warn">
              <Trans>Not inspected:</Trans> {gate.skip_reason}
            </p>
          )}
        </Section>
      )}
      {has_run ? (
        <Section
          title={<Trans>Notes</Trans>}
          aside={
            <span className="flex flex-wrap items-baseline gap-x-4">
              <ContentMix />
              {onComplete && (
                <Button look="quiet" size="small" className="no-print" onClick={onComplete}>
                  <Trans>Complete the notes</Trans>
                </Button>
              )}
            </span>
          }
        >
          <ol aria-label={t`Stages`} className="divide-y divide-line">
            {stages.map((stage) => (
              <li key={stage.key} className="grid gap-x-6 gap-y-1 py-3 first:pt-0 sm:grid-cols-[9rem_minmax(0,1fr)] print:grid-cols-[9rem_minmax(0,1fr)] print:py-1.5">
                <div>
                  <h3 className="font-medium">{stage.name}</h3>
                  <p className="tabular text-xs text-faint">
                    {stage.state === "skipped" ? (
                      <><Trans>Skipped:</Trans> {stage.skip_reason}</>
                    ) : stage.spent_seconds === 0 ? (
                      <Trans>Not reached</Trans>
                    ) : (
                      t`${clockFace(stage.spent_seconds)} of ${clockFace(stage.minutes * 60)}`
                    )}
                  </p>
                </div>
                {stage.note ? <p className="min-w-0 whitespace-pre-wrap">{stage.note}</p> : <p className="text-faint max-sm:hidden">–</p>}
              </li>
            ))}
          </ol>
        </Section>
      ) : (
        loose.length === 0 && <EmptyState title={<Trans>No notes were taken.</Trans>} />
      )}
      {loose.map((note) => (
        <Section key={note.stage} title={<Trans>Note</Trans>}>
          <p className="whitespace-pre-wrap">{note.text}</p>
        </Section>
      ))}
    </>
  );
}
