// Arithmetic of the conversation's timer. Seconds everywhere; the server keeps the time, the page only adds what passed since.
import type { ConversationStage, ConversationTimer } from "@/api";

export interface StageClock {
  planned: number;
  spent: number;
  /** Below zero once the stage runs over its time. */
  remaining: number;
  is_over: boolean;
  /** Share of the planned time that is spent, 0 to 1. */
  share: number;
}

/** Seconds the timer has run since the server last wrote down the sums. */
export function runningSeconds(timer: ConversationTimer, now_ms: number): number {
  if (timer.state !== "running" || !timer.since) return 0;
  return Math.max(0, (now_ms - Date.parse(timer.since)) / 1000);
}

type Timed = Pick<ConversationStage, "key" | "minutes" | "spent_seconds" | "entered_at">;

/** Seconds this stage has run since its sum was written down: since it was entered, or since the clock went on after a pause. */
export function stageRunningSeconds(stage: Pick<Timed, "key" | "entered_at">, timer: ConversationTimer, now_ms: number): number {
  if (timer.stage !== stage.key || timer.state !== "running") return 0;
  const since = Math.max(timer.since ? Date.parse(timer.since) : 0, stage.entered_at ? Date.parse(stage.entered_at) : 0);
  return since === 0 ? 0 : Math.max(0, (now_ms - since) / 1000);
}

export function stageClock(stage: Timed, timer: ConversationTimer, now_ms: number): StageClock {
  const planned = stage.minutes * 60;
  const spent = stage.spent_seconds + stageRunningSeconds(stage, timer, now_ms);
  return { planned, spent, remaining: planned - spent, is_over: spent > planned, share: planned === 0 ? 1 : Math.min(1, spent / planned) };
}

export function totalSeconds(timer: ConversationTimer, now_ms: number): number {
  return timer.total_seconds + runningSeconds(timer, now_ms);
}

/** "3:05" of a length in seconds; a started second still counts as left while counting down, and as passed only when it is over. */
export function clockFace(seconds: number, direction: "down" | "up" = "up"): string {
  const whole = Math.max(0, direction === "down" ? Math.ceil(seconds) : Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** The stage after the current one that is still to come; nothing when the agenda is through. */
export function nextStage<S extends Pick<ConversationStage, "key" | "state">>(agenda: readonly S[], current?: string): S | undefined {
  const at = agenda.findIndex((stage) => stage.key === current);
  return agenda.slice(at + 1).find((stage) => stage.state !== "skipped" && stage.state !== "done");
}

/** Milliseconds until the shown second changes, so that the page wakes once a second and on the second. */
export function untilNextTick(timer: ConversationTimer, now_ms: number): number {
  if (timer.state !== "running" || !timer.since) return 1000;
  const passed = now_ms - Date.parse(timer.since);
  return 1000 - (((passed % 1000) + 1000) % 1000) + 5;
}
