// The stages of the agenda in order: which are done, which one runs, what each took. A stage can be looked at without moving the timer.
import { Trans, useLingui } from "@lingui/react/macro";
import { Plural } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import Pause from "lucide-react/icons/pause";
import SkipForward from "lucide-react/icons/skip-forward";
import type { ConversationStage } from "@/api";
import { cx } from "@/ui";
import { TotalTime } from "./BigTimer";
import { clockFace, stageClock } from "./timer";
import { useClock } from "./use_clock";
import { useConversation } from "./use_conversation";

export function StageRail({ viewed, onView }: { viewed?: string; onView: (key: string) => void }) {
  const { t } = useLingui();
  const { conversation } = useConversation();
  return (
    <nav aria-label={t`Stages`}>
      <ol className="grid gap-0.5">
        {conversation.agenda.map((stage) => (
          <li key={stage.key}>
            <RailStage stage={stage} is_current={stage.key === conversation.timer.stage} is_viewed={stage.key === viewed} onView={() => onView(stage.key)} />
          </li>
        ))}
      </ol>
      <p className="mt-3 border-t border-line pl-3 pt-3">
        <TotalTime />
      </p>
    </nav>
  );
}

interface RailStageProps {
  stage: ConversationStage;
  is_current: boolean;
  is_viewed: boolean;
  onView: () => void;
}

function RailStage({ stage, is_current, is_viewed, onView }: RailStageProps) {
  const { t } = useLingui();
  const { conversation } = useConversation();
  const clock = stageClock(stage, conversation.timer, useClock(conversation.timer));
  return (
    <button
      type="button"
      onClick={onView}
      aria-current={is_current ? "step" : undefined}
      aria-pressed={is_viewed}
      className={cx("grid min-h-11 w-full cursor-pointer grid-cols-[1.25rem_1fr_auto] items-center gap-2 rounded-lg px-3 py-1.5 text-left text-sm turns", is_viewed ? "bg-sunken" : "hover:bg-sunken", is_current ? "font-semibold text-ink" : "text-soft")}
    >
      <Mark state={stage.state} />
      <span className="min-w-0">
        <span className="block truncate">{stage.name}</span>
        {stage.skip_reason && (
          <span className="block truncate text-xs font-normal text-faint">
            <Trans>Skipped:</Trans> {stage.skip_reason}
          </span>
        )}
      </span>
      <span className={cx("tabular text-xs font-normal", clock.is_over ? "text-warn" : "text-faint")}>
        {clock.spent >= 1 ? (
          t`${clockFace(clock.spent)} of ${stage.minutes} min`
        ) : (
          <Plural value={stage.minutes} one="# min" other="# min" />
        )}
      </span>
    </button>
  );
}

function Mark({ state }: { state: ConversationStage["state"] }) {
  const { t } = useLingui();
  const size = 15;
  if (state === "done") return <Check size={size} aria-label={t`Done`} className="text-accent" />;
  if (state === "skipped") return <SkipForward size={size} aria-label={t`Skipped`} className="text-faint" />;
  if (state === "paused") return <Pause size={size} aria-label={t`Paused`} className="text-accent" />;
  if (state === "running") return <span role="img" aria-label={t`Running`} className="ml-0.5 size-2.5 rounded-full bg-accent" />;
  return <span aria-hidden className="ml-0.5 size-2.5 rounded-full border border-line-strong" />;
}
