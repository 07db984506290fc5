// The commitments made in this conversation, and those that still wait on this device.
import { Trans, useLingui } from "@lingui/react/macro";
import Undo2 from "lucide-react/icons/undo-2";
import type { Conversation } from "@/api";
import type { QueuedPost } from "@/live/outbox";
import { Badge, Button } from "@/ui";
import { CommitmentQuote } from "./CommitmentQuote";

type Made = Conversation["commitments"][number];

export interface CommitmentListProps {
  commitments: Made[];
  waiting?: QueuedPost[];
  onWithdraw?: (commitment: Made) => void;
  onForget?: (post: QueuedPost) => void;
}

export function CommitmentList({ commitments, waiting = [], onWithdraw, onForget }: CommitmentListProps) {
  const { t } = useLingui();
  if (commitments.length + waiting.length === 0) return null;
  return (
    <ul aria-label={t`Commitments of this conversation`} className="grid gap-4">
      {commitments.map((commitment) => (
        <li key={commitment.id} className="border-l-2 border-accent pl-4">
          <CommitmentQuote text={commitment.text} due_on={commitment.due_on} indicator={commitment.indicator}>
            {onWithdraw && (
              <Button look="quiet" size="small" icon={<Undo2 size={14} aria-hidden />} onClick={() => onWithdraw(commitment)} aria-label={t`Withdraw: ${commitment.text}`}>
                <Trans>Withdraw</Trans>
              </Button>
            )}
          </CommitmentQuote>
        </li>
      ))}
      {waiting.map((post) => (
        <li key={post.id} className="border-l-2 border-dashed border-line-strong pl-4">
          <CommitmentQuote text={String(post.body.text)} due_on={post.body.due_on as string | undefined} indicator={post.body.indicator as string | undefined}>
            {post.refused === undefined ? (
              <Badge tone="warn">
                <Trans>Kept on this device, will be sent</Trans>
              </Badge>
            ) : (
              <>
                <span className="text-bad">
                  {t`Not taken: ${post.refused}`}
                </span>
                {onForget && (
                  <Button look="quiet" size="small" onClick={() => onForget(post)}>
                    <Trans>Discard</Trans>
                  </Button>
                )}
              </>
            )}
          </CommitmentQuote>
        </li>
      ))}
    </ul>
  );
}
