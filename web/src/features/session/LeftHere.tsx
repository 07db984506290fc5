// Words that were written on this device and that the conversation does not hold: commitments that could not be sent in time.
import { Trans } from "@lingui/react/macro";
import { CommitmentList } from "@/features/commitment/CommitmentList";
import { useCommitments } from "@/features/commitment/use_commitments";
import { useConversation } from "./use_conversation";

export function LeftHere() {
  const { conversation } = useConversation();
  const { waiting, forget } = useCommitments(conversation);
  if (waiting.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h2 className="font-medium">
        <Trans>Only on this device</Trans>
      </h2>
      <CommitmentList commitments={[]} waiting={waiting} onForget={(post) => void forget(post)} />
    </div>
  );
}
