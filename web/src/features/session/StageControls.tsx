// Next, pause, skip: what moves the timer, by button and by key.
import { Trans, useLingui } from "@lingui/react/macro";
import ArrowRight from "lucide-react/icons/arrow-right";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import SkipForward from "lucide-react/icons/skip-forward";
import { useState } from "react";
import type { ConversationStage } from "@/api";
import { useMe } from "@/shell/me";
import { Button, cx, IconButton } from "@/ui";
import { may, withPause, withResume, withStage } from "./conversation";
import { ReasonDialog } from "./ReasonDialog";
import { nextStage } from "./timer";
import { serverNow } from "@/live/server_clock";
import { useConversation } from "./use_conversation";
import { useSingleKeys } from "@/live/use_single_keys";

export function StageControls({ current, onEnd }: { current?: ConversationStage; onEnd: () => void }) {
  const { t } = useLingui();
  const me = useMe();
  const { conversation, perform } = useConversation();
  const [is_skipping, setSkipping] = useState(false);
  const next = nextStage(conversation.agenda, current?.key);
  const is_paused = conversation.timer.state === "paused";
  const can_move = may(conversation, "stage");
  const can_end = may(conversation, "end");

  const goOn = () => {
    if (next) void perform({ verb: "stage", body: { stage: next.key }, ahead: (now) => withStage(now, next.key, serverNow()) });
    else onEnd();
  };
  const pause = () =>
    void perform(is_paused ? { verb: "resume", ahead: (now) => withResume(now, serverNow()) } : { verb: "pause", ahead: (now) => withPause(now, serverNow()) });
  const can_pause = may(conversation, is_paused ? "resume" : "pause");

  useSingleKeys({ n: can_move && next ? goOn : undefined, " ": can_pause ? pause : undefined });

  if (!can_move && !can_pause && !can_end) return null;
  return (
    <div className="no-print flex flex-wrap items-center gap-2 max-lg:fixed max-lg:inset-x-0 max-lg:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] max-lg:z-30 max-lg:border-t max-lg:border-line max-lg:bg-surface max-lg:px-4 max-lg:py-2">
      {next && can_move && (
        <Button look="primary" className="max-lg:min-h-11 max-lg:flex-1" onClick={goOn} icon={<ArrowRight size={16} aria-hidden />} aria-keyshortcuts="n">
          {t`Next: ${next.name}`}
          {me.single_key_shortcuts && <ShortcutMark>n</ShortcutMark>}
        </Button>
      )}
      {!next && can_end && !is_paused && (
        <Button look="primary" className="max-lg:min-h-11 max-lg:flex-1" onClick={onEnd}>
          <Trans>Close the conversation</Trans>
        </Button>
      )}
      {can_pause && (
        <Button look={is_paused ? "primary" : "secondary"} className={cx("max-lg:min-h-11", is_paused && "max-lg:flex-1")} onClick={pause} icon={is_paused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}>
          {is_paused ? <Trans>Go on</Trans> : <Trans>Pause</Trans>}
        </Button>
      )}
      {current && next && may(conversation, "skip-stage") && <IconButton label={t`Skip ${current.name}`} className="max-lg:min-h-11 max-lg:w-11" icon={<SkipForward size={17} aria-hidden />} onClick={() => setSkipping(true)} />}
      {current && (
        <ReasonDialog
          open={is_skipping}
          onOpenChange={setSkipping}
          title={t`Skip ${current.name}`}
          description={t`The summary shows the stage as skipped, with the reason.`}
          verb={t`Skip`}
          onReason={async (reason) => {
            const is_done = await perform({ verb: "skip-stage", body: { stage: current.key, reason }, says: t`${current.name} skipped.` });
            if (is_done) goOn();
            return is_done;
          }}
        />
      )}
    </div>
  );
}

const ShortcutMark = ({ children }: { children: string }) => (
  <span aria-hidden className="-mr-1 ml-1 hidden rounded border border-current px-1 text-xs opacity-70 lg:inline">
    {children}
  </span>
);
