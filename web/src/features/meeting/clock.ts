// Arithmetic of a circle's hour: where it stands, what is left of a stage and of the presenter's part of it, who has had the floor for how long.
// Seconds everywhere; the server keeps the time, the page only adds what passed since.
import { serverNow } from "@/live/server_clock";
import type { Meeting, MeetingMember, MeetingStage } from "./wire";

export type StageState = "waiting" | "running" | "done";
export const state_of = (stage: Pick<MeetingStage, "entered_at" | "left_at">): StageState => (!stage.entered_at ? "waiting" : stage.left_at ? "done" : "running");

export const current_stage = (meeting: Pick<Meeting, "agenda" | "stage">) => meeting.agenda.find(({ key }) => key === meeting.stage);

/** The stage after the current one; nothing at the end. */
export function next_stage(meeting: Pick<Meeting, "agenda" | "stage">): MeetingStage | undefined {
  const at = meeting.agenda.findIndex(({ key }) => key === meeting.stage);
  return meeting.agenda.slice(at + 1).find((stage) => !stage.left_at);
}

export interface Part {
  /** Of a case: first the presenter, then the others. */
  who: "everybody" | "presenter" | "others";
  planned: number;
  spent: number;
  /** Below zero once it runs over. */
  remaining: number;
}

/** The part of a running stage that runs at an instant. */
export function part_at({ minutes, presenter_minutes, entered_at, left_at }: Pick<MeetingStage, "minutes" | "presenter_minutes" | "entered_at" | "left_at">, now_ms: number): Part {
  const until = left_at ? Date.parse(left_at) : now_ms;
  const spent = entered_at ? Math.max(0, (until - Date.parse(entered_at)) / 1000) : 0;
  const part = (who: Part["who"], planned: number, spent_there: number): Part => ({ who, planned, spent: spent_there, remaining: planned - spent_there });
  if (presenter_minutes === undefined) return part("everybody", minutes * 60, spent);
  const first = presenter_minutes * 60;
  return spent < first ? part("presenter", first, spent) : part("others", minutes * 60 - first, spent - first);
}

/** Seconds with the floor, the running one included. `now` of the meeting is when the sums were taken. */
export function airtime_at(member: Pick<MeetingMember, "id" | "airtime_seconds">, { floor, now }: Pick<Meeting, "floor" | "now">, now_ms: number) {
  return member.airtime_seconds + (floor?.person.id === member.id ? Math.max(0, (now_ms - Date.parse(now)) / 1000) : 0);
}

export interface Airtime {
  member: MeetingMember;
  seconds: number;
  /** Of all that was spoken, 0 to 1. */
  share: number;
}

/** Everybody's airtime with its share, by name order of the circle. */
export function airtimes(meeting: Pick<Meeting, "members" | "floor" | "now">, now_ms: number): Airtime[] {
  const all = meeting.members.map((member) => ({ member, seconds: airtime_at(member, meeting, now_ms) }));
  const total = all.reduce((sum, { seconds }) => sum + seconds, 0);
  return all.map((each) => ({ ...each, share: total > 0 ? each.seconds / total : 0 }));
}

/** Who is here and has had less than half of an even share, once there is something to share: whom one might ask. */
export function unheard(all: readonly Airtime[], least_seconds = 300): MeetingMember[] {
  const here = all.filter(({ member }) => member.here);
  const total = here.reduce((sum, { seconds }) => sum + seconds, 0);
  if (here.length < 2 || total < least_seconds) return [];
  return here.filter(({ seconds }) => seconds < total / here.length / 2).map(({ member }) => member);
}

export const instant = (now_ms: number = serverNow()) => new Date(now_ms).toISOString();
