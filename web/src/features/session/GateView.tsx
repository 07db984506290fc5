// The inspection gate: last session's commitment in the rep's own words, the evidence beside it, a verdict. Nothing else is open until then.
import { Trans, useLingui } from "@lingui/react/macro";
import SkipForward from "lucide-react/icons/skip-forward";
import { useState } from "react";
import type { GateCommitment, Verdict } from "@/api";
import { CommitmentQuote } from "@/features/commitment/CommitmentQuote";
import { Evidence } from "@/features/commitment/Evidence";
import { VerdictBadge, Verdicts } from "@/features/commitment/Verdicts";
import { useMe } from "@/shell/me";
import { Button, Field, Input } from "@/ui";
import { BigTimer } from "./BigTimer";
import { may, withVerdict } from "./conversation";
import { useConversationTitle } from "./LiveHeader";
import { Presence } from "./Presence";
import { ReasonDialog } from "./ReasonDialog";
import { useConversation } from "./use_conversation";
import { useSingleKeys } from "@/live/use_single_keys";

const verdicts: Verdict[] = ["kept", "partly", "missed", "no_occasion"];

export function GateView() {
  const { t } = useLingui();
  const { conversation, perform } = useConversation();
  const title = useConversationTitle();
  const [is_skipping, setSkipping] = useState(false);
  const { commitments } = conversation.gate;
  const open = commitments.filter((commitment) => !commitment.verdict);
  const current = open[0];
  const stage = conversation.agenda.find(({ key }) => key === conversation.timer.stage);
  const position = commitments.length - open.length + 1;

  return (
    <div className="page-grid mx-auto flex min-h-[80dvh] w-full max-w-5xl flex-col px-4 pb-24 pt-5 sm:px-8 sm:pt-9">
      <header className="mb-8 flex flex-wrap items-end justify-between gap-x-6 gap-y-2 sm:mb-14">
        <div>
          <h1 className="text-sm font-medium text-soft">{title}</h1>
          <Presence />
        </div>
        {stage && <BigTimer stage={stage} size="small" />}
      </header>

      <p className="mb-3 text-sm font-medium text-faint">
        {commitments.length > 1 ? (
          t`Commitment ${Math.min(position, commitments.length)} of ${commitments.length}`
        ) : (
          <Trans>Last session's commitment</Trans>
        )}
      </p>
      {current && (
        <OpenCommitment
          key={current.id}
          commitment={current}
          onVerdict={(verdict, note) => void perform({ verb: "gate", body: { commitment_id: current.id, verdict, note }, ahead: (now) => withVerdict(now, current.id, verdict, note) })}
        />
      )}

      {commitments.some((commitment) => commitment.verdict) && (
        <ul aria-label={t`Judged`} className="mt-10 grid gap-3 border-t border-line pt-5">
          {commitments.map(
            (commitment) =>
              commitment.verdict && (
                <li key={commitment.id} className="flex flex-wrap items-baseline gap-3 text-sm text-soft">
                  <VerdictBadge verdict={commitment.verdict} />
                  <span className="said">“{commitment.text}”</span>
                </li>
              ),
          )}
        </ul>
      )}

      {(may(conversation, "start") || may(conversation, "skip-gate")) && (
        <div className="mt-auto pt-12">
          <Button look="quiet" size="small" icon={<SkipForward size={15} aria-hidden />} onClick={() => setSkipping(true)}>
            <Trans>Go on without inspecting</Trans>
          </Button>
          <ReasonDialog
            open={is_skipping}
            onOpenChange={setSkipping}
            title={t`Go on without inspecting`}
            description={t`The commitment stays open, and the record says why it was not looked at.`}
            verb={t`Go on`}
            onReason={(reason) => perform({ verb: "start", body: { skip_gate_reason: reason } })}
          />
        </div>
      )}
    </div>
  );
}

function OpenCommitment({ commitment, onVerdict }: { commitment: GateCommitment; onVerdict: (verdict: Verdict, note?: string) => void }) {
  const { t } = useLingui();
  const me = useMe();
  const { conversation } = useConversation();
  const [note, setNote] = useState("");
  const can_judge = may(conversation, "gate");
  const judge = (verdict: Verdict) => onVerdict(verdict, note.trim() || undefined);
  useSingleKeys(can_judge ? Object.fromEntries(verdicts.map((verdict, index) => [String(index + 1), () => judge(verdict)])) : {});
  return (
    <section aria-label={t`Commitment to inspect`}>
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <CommitmentQuote text={commitment.text} due_on={commitment.due_on} indicator={commitment.indicator} size="largest" />
        <div className="lg:border-l lg:border-line lg:pl-6">
          <Evidence evidence={commitment.evidence} />
        </div>
      </div>
      {can_judge ? (
        <>
          {/* A child of the section itself: under a long commitment it stays at the foot of the screen, too. */}
          <div className="mt-10 max-lg:sticky max-lg:bottom-14 max-lg:z-10 max-lg:-mx-4 max-lg:bg-page max-lg:px-4 max-lg:py-2.5 max-sm:mt-7">
            <Verdicts label={t`What became of it?`} onChoose={judge} shows_keys={me.single_key_shortcuts} />
          </div>
          <div className="mt-4">
            <Field label={<Trans>In a few words</Trans>} optional>
              <Input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} placeholder={t`Three of five calls; it slipped when we were short of time.`} />
            </Field>
          </div>
        </>
      ) : (
        <p className="mt-10 text-soft">
          <Trans>Read it out loud, and say what happened on those calls.</Trans>
        </p>
      )}
    </section>
  );
}
