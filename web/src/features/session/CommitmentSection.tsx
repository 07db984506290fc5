// What the rep will do until next time, and when that is.
import { Trans, useLingui } from "@lingui/react/macro";
import { CommitmentComposer } from "@/features/commitment/CommitmentComposer";
import { CommitmentList } from "@/features/commitment/CommitmentList";
import { useCommitments } from "@/features/commitment/use_commitments";
import { local_date } from "@/ui";
import { useConversation } from "./use_conversation";

export function CommitmentSection() {
  const { t } = useLingui();
  const { conversation, is_manager } = useConversation();
  const { waiting, add, withdraw, forget } = useCommitments(conversation);
  const next_at = conversation.next?.starts_at ?? conversation.next?.suggested_starts_at;
  return (
    <section aria-label={t`Commitment`} className="grid gap-5">
      <h2 className="title text-xl">
        <Trans>Commitment</Trans>
      </h2>
      <CommitmentList commitments={conversation.commitments} waiting={waiting} onWithdraw={(commitment) => void withdraw(commitment)} onForget={(post) => void forget(post)} />
      <CommitmentComposer rep_id={conversation.rep.id} rep_name={conversation.rep.name.split(" ")[0]!} is_rep={!is_manager} default_due_on={next_at && local_date(next_at, conversation.time_zone)} onAdd={add} />
    </section>
  );
}
