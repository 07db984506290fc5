// The 24-hour clock of a debrief and the times of its stages. The server says when it is due; here is only what is left of it.
import type { Debrief, DebriefStage } from "./wire";

export interface TimeLeft {
  is_late: boolean;
  /** Of what is left, or of what it is late by. */
  hours: number;
  minutes: number;
  /** Less than four hours are left. */
  is_close: boolean;
}

const hour = 3_600_000;

/** On the instant itself it is in time; a started minute counts as left, and as late once it is over. */
export function timeLeft(due_at: string, now_ms: number): TimeLeft {
  const left = Date.parse(due_at) - now_ms;
  const is_late = left < 0;
  const minutes = is_late ? Math.floor(-left / 60_000) : Math.ceil(left / 60_000);
  return { is_late, hours: Math.floor(minutes / 60), minutes: minutes % 60, is_close: !is_late && left < 4 * hour };
}

/** Milliseconds until what is shown of it changes. */
export const untilNextMinute = (due_at: string, now_ms: number) => 60_000 - ((((now_ms - Date.parse(due_at)) % 60_000) + 60_000) % 60_000) + 5;

export type StageState = "waiting" | "running" | "done";
export const stateOf = (stage: DebriefStage): StageState => (stage.left_at ? "done" : stage.entered_at ? "running" : "waiting");

/** Seconds a stage has run, by the server's clock. */
export function spentSeconds(stage: DebriefStage, now_ms: number): number {
  if (!stage.entered_at) return 0;
  const until = stage.left_at ? Date.parse(stage.left_at) : now_ms;
  return Math.max(0, (until - Date.parse(stage.entered_at)) / 1000);
}

export const currentStage = ({ stages }: Pick<Debrief, "stages">) => stages.findLast((stage) => stateOf(stage) === "running");

/** The next stage that was never entered; a stage passed over is over. */
export function nextStage({ stages }: Pick<Debrief, "stages">): DebriefStage | undefined {
  const last = stages.findLastIndex((stage) => stage.entered_at !== undefined);
  return stages[last + 1];
}

/** The name without what all four share. */
export const stage_name = (stage: Pick<DebriefStage, "name">) => {
  const said = stage.name.replace(/^[^:]*:\s*/, "");
  return said.charAt(0).toUpperCase() + said.slice(1);
};
