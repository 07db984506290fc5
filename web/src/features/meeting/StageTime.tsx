// What is left of the stage; of a case, of the presenter's minutes first and then of the others'. Over time it counts up, calmly.
import { Trans, useLingui } from "@lingui/react/macro";
import { clockFace } from "@/features/session/timer";
import { cx } from "@/ui";
import { part_at, type Part } from "./clock";
import { first_name } from "./use_meeting";
import { useTick } from "./use_tick";
import type { MeetingStage } from "./wire";

export function usePart(stage: MeetingStage): Part {
  return part_at(stage, useTick(stage.left_at ? undefined : stage.entered_at));
}

export function StageTime({ stage, size = "large" }: { stage: MeetingStage; size?: "large" | "small" }) {
  const { t } = useLingui();
  const part = usePart(stage);
  const is_over = part.remaining < 0;
  return (
    <div role="timer" aria-label={t`Time in ${stage.name}`} className={cx("flex items-baseline gap-2", is_over && "text-warn")}>
      <span className={cx("title tabular leading-none", size === "large" ? "text-5xl sm:text-6xl" : "text-2xl")}>
        {is_over && "+"}
        {is_over ? clockFace(-part.remaining) : clockFace(part.remaining, "down")}
      </span>
      <span className={cx("text-sm", !is_over && "text-faint")}>{is_over ? <Trans>over</Trans> : <Trans>left</Trans>}</span>
    </div>
  );
}

/** Of a case: whose minutes run. Announced when they change. */
export function WhoseMinutes({ stage }: { stage: MeetingStage }) {
  const { t } = useLingui();
  const { who } = usePart(stage);
  if (who === "everybody") return null;
  const presenter = stage.presenter ? first_name(stage.presenter) : "";
  const others = stage.minutes - (stage.presenter_minutes ?? 0);
  return (
    <p role="status" className="text-sm font-medium text-soft">
      {who === "presenter" ? (presenter ? t`${presenter} has ${stage.presenter_minutes ?? 0} minutes; the others listen` : t`${stage.presenter_minutes ?? 0} minutes for who presents`) : t`${others} minutes for the others: questions first, then what you did in a case like it`}
    </p>
  );
}

/** How much of the stage is gone, as a hairline; of a case with a mark where the presenter's part ends. */
export function StageBar({ stage }: { stage: MeetingStage }) {
  const part = usePart(stage);
  const first = stage.presenter_minutes === undefined ? 0 : stage.presenter_minutes / stage.minutes;
  const gone = part.who === "others" ? first + ((1 - first) * part.spent) / (part.planned || 1) : ((part.who === "presenter" ? first : 1) * part.spent) / (part.planned || 1);
  return (
    <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden className="h-1 w-full">
      <rect width="100" height="2" className="fill-sunken" />
      <rect width={Math.min(1, gone) * 100} height="2" className={part.remaining < 0 ? "fill-warn" : "fill-accent"} />
      {first > 0 && <rect x={first * 100 - 0.3} width="0.6" height="2" className="fill-line-strong" />}
    </svg>
  );
}
