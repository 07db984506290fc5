// Ride-alongs as the server sends them. Instants are UTC strings, dates local.
import type { PersonRef } from "@/api";

export type Format = "observe" | "co_sell" | "reverse";
export type Phase = "booked" | "confirmed" | "running" | "ended" | "debriefing" | "done" | "cancelled" | "lost" | "missed";
export type NoteTag = "question" | "objection" | "next_step" | "talk_balance" | "competitor" | "price" | "stakeholder" | "free";
/** Why what is open may not be made good: too few weeks are left, or too few suitable calls are in sight. */
export type Risk = "none" | "weeks" | "calls";

export interface TimeSpan {
  starts_at: string;
  ends_at: string;
}

/** One ride-along in a list: metadata alone. */
export interface RideAlongRow {
  id: string;
  format: Format;
  state: Phase;
  rep: PersonRef;
  manager: PersonRef;
  account: string;
  call: TimeSpan;
  pre_brief?: TimeSpan;
  debrief?: TimeSpan;
  has_pre_brief: boolean;
  consent?: boolean;
  held: boolean;
  moved_times: number;
  takeovers: number;
  comments: number;
  debrief_due?: string;
  debrief_skips: string[];
  debrief_started_at?: string;
  debrief_on_time?: boolean;
}

/** open = owed - excused - held - booked */
export interface DebtLine {
  format: Format;
  owed: number;
  excused: number;
  held: number;
  booked: number;
  extra: number;
  open: number;
  risk: Risk;
}

export interface RideAlongDebt {
  every: "week" | "two_weeks" | "month" | "quarter";
  period_first: string;
  period_last: string;
  window_first: string;
  window_last: string;
  lines: DebtLine[];
  /** Of the observe sessions owed: so many can be co-sell instead. */
  either: number;
  weeks_left: number;
  over: boolean;
}

/** A call that would do for what is open, with why; it lies in the `part`-th of `parts` of the window. */
export interface Candidate {
  call_id: string;
  format: Format;
  account: string;
  title: string;
  stage?: string;
  stage_number?: number;
  call: TimeSpan;
  pre_brief: TimeSpan;
  debrief: TimeSpan;
  part: number;
  parts: number;
  days_since_last?: number;
}

/** When the two could meet around a call, the nearest to it first; the debrief begins by `due_at`. */
export interface RideAlongTimes {
  call: TimeSpan;
  due_at: string;
  pre_briefs: TimeSpan[];
  debriefs: TimeSpan[];
}

export interface DeskRep {
  rep: PersonRef;
  job_role: string;
  is_top_performer: boolean;
  last_held_at?: string;
  debts: RideAlongDebt[];
  candidates: Candidate[];
}

export interface RideAlongDesk {
  manager: PersonRef;
  now: string;
  time_zone: string;
  /** False where no calendar and no calls file has told of any call. */
  calls_known: boolean;
  reps: DeskRep[];
  coming: RideAlongRow[];
  debriefs_due: RideAlongRow[];
  recent: RideAlongRow[];
}

export interface DebriefStage {
  key: string;
  name: string;
  minutes: number;
  led_by: "rep" | "manager" | "both";
  prompts: string[];
  entered_at?: string;
  left_at?: string;
}

export interface PreBrief {
  people: string;
  objective: string;
  objections: string;
  skill: string;
  /** The manager's. */
  listen_for: string;
  signed_at?: string;
  prompts: string[];
}

export interface PadNote {
  /** Made by the device, so that sending it again changes nothing. */
  id: string;
  at: string;
  tag: NoteTag;
  text: string;
  /** Who took it. */
  by: string;
}

export interface Takeover {
  from: string;
  handed_back_at?: string;
  had_consent: boolean;
}

export interface DebriefComment {
  number: number;
  text: string;
  at: string;
}

export interface Debrief {
  due_at?: string;
  /** Weekend days and holidays that the clock left out. */
  skips: string[];
  started_at?: string;
  ended_at?: string;
  on_time?: boolean;
  stage?: string;
  stages: DebriefStage[];
  self_assessment: string;
  comments: DebriefComment[];
  most_comments: number;
  next_step?: { id: string; text: string; due_on: string; indicator?: string };
  next_session_id?: string;
  next_session_at?: string;
}

/** A ride-along, for one of its two people. */
export interface RideAlong {
  id: string;
  format: Format;
  format_name: string;
  state: Phase;
  rep: PersonRef;
  manager: PersonRef;
  viewer: "rep" | "manager";
  time_zone: string;
  now: string;
  call: TimeSpan & { id?: string; account: string; title?: string; opportunity?: string; stage?: string };
  pre_brief_slot?: TimeSpan;
  debrief_slot?: TimeSpan;
  is_delegated: boolean;
  moved_times: number;
  last_reason?: string;
  pre_brief: PreBrief;
  format_confirmed_at?: string;
  consent?: boolean;
  consent_at?: string;
  started_at?: string;
  ended_at?: string;
  notes: PadNote[];
  takeovers: Takeover[];
  held: boolean;
  debrief: Debrief;
  usefulness?: number;
  allowed: string[];
  version: number;
}
