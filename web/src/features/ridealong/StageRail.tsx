// The stages of a debrief in order: which are done, which one runs and what is left of its time. Announced once, when one begins.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import Check from "lucide-react/icons/check";
import { useMemo } from "react";
import { clockFace } from "@/features/session/timer";
import { useClock } from "@/features/session/use_clock";
import { cx } from "@/ui";
import { currentStage, spentSeconds, stage_name, stateOf } from "./clock";
import type { Debrief, DebriefStage } from "./wire";

export function StageRail({ debrief }: { debrief: Debrief }) {
  const { t } = useLingui();
  const current = currentStage(debrief);
  return (
    <nav aria-label={t`Stages`}>
      <ol className="flex gap-1.5 lg:grid">
        {debrief.stages.map((stage, index) => {
          const state = stateOf(stage);
          return (
            <li key={stage.key} aria-current={state === "running" ? "step" : undefined} className={cx("min-w-0 rounded-lg text-sm max-lg:flex-1 lg:grid lg:min-h-11 lg:grid-cols-[1.25rem_1fr_auto] lg:items-center", state === "running" ? "font-semibold text-ink lg:bg-sunken" : "text-soft")}>
              <span aria-hidden className={cx("mb-1 h-1 rounded-full lg:hidden", state === "waiting" ? "bg-line" : "bg-accent", "block")} />
              <span aria-hidden className="tabular hidden text-faint lg:inline">
                {state === "done" ? <Check size={15} className="text-accent" /> : index + 1}
              </span>
              <span className="leading-snug max-lg:sr-only">{stage_name(stage)}</span>
              <span className="tabular text-xs font-normal text-faint max-lg:sr-only">
                {stage.entered_at && stage.left_at ? clockFace(spentSeconds(stage, 0)) : <Plural value={stage.minutes} one="# min" other="# min" />}
              </span>
            </li>
          );
        })}
      </ol>
      <p role="status" className="sr-only">
        {current && t`${stage_name(current)}: ${current.minutes} minutes.`}
      </p>
    </nav>
  );
}

/** Counts down, and once over counts up beside the word. */
export function StageTime({ stage }: { stage: DebriefStage }) {
  const { t } = useLingui();
  const since = stage.entered_at!;
  const now_ms = useClock(useMemo(() => ({ state: "running" as const, since, total_seconds: 0 }), [since]));
  const left = stage.minutes * 60 - spentSeconds(stage, now_ms);
  const is_over = left < 0;
  return (
    <span role="timer" aria-label={t`Time in ${stage_name(stage)}`} className={cx("flex items-baseline gap-1.5", is_over ? "text-warn" : "text-ink")}>
      <span className="title tabular text-2xl leading-none">
        {is_over && "+"}
        {is_over ? clockFace(-left) : clockFace(left, "down")}
      </span>
      <span className="text-sm text-faint">{is_over ? <Trans>over</Trans> : <Trans>left</Trans>}</span>
    </span>
  );
}
