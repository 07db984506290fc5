// The stage's time, large and calm: it counts down, and once over it counts up beside the word. Nothing flashes and nothing sounds.
import { Trans, useLingui } from "@lingui/react/macro";
import type { ConversationStage } from "@/api";
import { cx } from "@/ui";
import { clockFace, stageClock, totalSeconds } from "./timer";
import { useClock } from "./use_clock";
import { useConversation } from "./use_conversation";

export function BigTimer({ stage, size = "large" }: { stage: ConversationStage; size?: "large" | "small" }) {
  const { t } = useLingui();
  const { conversation } = useConversation();
  const clock = stageClock(stage, conversation.timer, useClock(conversation.timer));
  const face = clock.is_over ? clockFace(-clock.remaining) : clockFace(clock.remaining, "down");
  const is_paused = conversation.timer.state === "paused";
  const is_large = size === "large";
  return (
    <div role="timer" aria-label={t`Time in ${stage.name}`} className={cx("flex items-baseline gap-2", is_paused && "opacity-60")}>
      <span className={cx("title tabular leading-none", is_large ? "text-5xl sm:text-6xl" : "text-2xl", clock.is_over && "text-warn")}>
        {clock.is_over && "+"}
        {face}
      </span>
      <span className={cx("text-sm", clock.is_over ? "text-warn" : "text-faint")}>
        {is_paused ? <Trans>paused</Trans> : clock.is_over ? <Trans>over</Trans> : <Trans>left</Trans>}
      </span>
    </div>
  );
}

/** How much of the stage's time is gone, as a hairline. */
export function StageBar({ stage }: { stage: ConversationStage }) {
  const { conversation } = useConversation();
  const clock = stageClock(stage, conversation.timer, useClock(conversation.timer));
  return (
    <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden className="h-1 w-full">
      <rect width="100" height="2" className="fill-sunken" />
      <rect width={clock.share * 100} height="2" className={clock.is_over ? "fill-warn" : "fill-accent"} />
    </svg>
  );
}

/** Time of the whole conversation against what was planned. */
export function TotalTime() {
  const { t } = useLingui();
  const { conversation } = useConversation();
  const total = totalSeconds(conversation.timer, useClock(conversation.timer));
  return (
    <span className="tabular text-sm text-faint">
      {t`${clockFace(total)} of ${clockFace(conversation.minutes * 60)}`}
    </span>
  );
}
