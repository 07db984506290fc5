// Closing a conversation: what is written down, when the next one is, and that it ends now.
import { Trans, useLingui } from "@lingui/react/macro";
import { Plural } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import Circle from "lucide-react/icons/circle";
import type { ReactNode } from "react";
import { Button, Dialog, DialogClose } from "@/ui";
import { NextSession } from "./NextSession";
import { totalSeconds } from "./timer";
import { serverNow } from "@/live/server_clock";
import { useConversation } from "./use_conversation";

export function EndDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useLingui();
  const { conversation, perform, is_busy } = useConversation();
  const minutes = Math.floor(totalSeconds(conversation.timer, serverNow()) / 60);
  const is_short = minutes < conversation.minutes * 0.8;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Close the conversation`}
      description={t`The summary is there for both of you at once. Notes can still be completed for two weeks.`}
      footer={
        <>
          <DialogClose
            render={
              <Button>
                <Trans>Go on talking</Trans>
              </Button>
            }
          />
          <Button look="primary" busy={is_busy} onClick={() => void perform({ verb: "end" }).then((done) => done && onOpenChange(false))}>
            <Trans>End it now</Trans>
          </Button>
        </>
      }
    >
      <ul className="grid gap-4">
        <Item is_done={conversation.commitments.length > 0}>
          {conversation.commitments.length > 0 ? (
            <Plural value={conversation.commitments.length} one="One commitment is written down." other="# commitments are written down." />
          ) : (
            <Trans>No commitment yet: the next session would have nothing to open on.</Trans>
          )}
        </Item>
        <Item is_done={conversation.next?.starts_at !== undefined}>
          <NextSession />
        </Item>
        <Item is_done={!is_short}>
          {is_short ? (
            t`${minutes} of ${conversation.minutes} minutes: it will count as held short.`
          ) : (
            t`${minutes} of ${conversation.minutes} minutes.`
          )}
        </Item>
      </ul>
    </Dialog>
  );
}

function Item({ is_done, children }: { is_done: boolean; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      {is_done ? <Check size={18} aria-hidden className="mt-0.5 shrink-0 text-accent" /> : <Circle size={18} aria-hidden className="mt-0.5 shrink-0 text-faint" />}
      <div className="min-w-0">{children}</div>
    </li>
  );
}
