// Ride-alongs as the server sends them. Instants are UTC strings, dates local. Until the OpenAPI document has them these are the shapes
// the pages read; afterwards src/api/wire_check.ts holds them against it.
import type { PersonRef } from "@/api";

export type Format = "observe" | "co_sell" | "reverse";
export type RideAlongStateName = "booked" | "confirmed" | "running" | "ended" | "debriefing" | "done" | "cancelled" | "lost" | "missed";
export type NoteTag = "question" | "objection" | "next_step" | "talk_balance" | "competitor" | "price" | "stakeholder" | "free";
/** Why what is open may not be made good: too few weeks are left, or too few suitable calls are in sight. */
export type Risk = "none" | "weeks" | "calls";

export interface Span {
  from: string;
  to: string;
}

/** The customer call that is ridden on. Its title and account are the rep's and their reporting line's. */
export interface CallRef {
  id: string;
  starts_at: string;
  ends_at: string;
  title: string;
  account?: string;
  opportunity?: string;
  stage?: string;
}

export interface FormatDebt {
  format: Format;
  owed: number;
  excused: number;
  held: number;
  booked: number;
  open: number;
  risk: Risk;
}

export interface Slots {
  pre_brief?: Span;
  debrief?: Span;
}

/** A call that would pay a debt, best first, with the times both are free around it. */
export interface Candidate {
  call: CallRef;
  reasons: string[];
  slots: Slots;
  /** Other times at which both are free; the first is what `slots` proposes. */
  pre_briefs: Span[];
  debriefs: Span[];
}

export interface RepDebt {
  rep: PersonRef;
  job_role: string;
  tenure_band: string;
  is_top_performer: boolean;
  time_zone: string;
  period: { name: string; from: string; to: string; every: "quarter" | "month" };
  weeks_left: number;
  formats: FormatDebt[];
  /** By format, for the formats with something open. */
  candidates: { format: Format; calls: Candidate[] }[];
  has_calendar: boolean;
}

export interface RideAlongRow {
  id: string;
  format: Format;
  format_name: string;
  state: RideAlongStateName;
  rep: PersonRef;
  manager: PersonRef;
  viewer: "rep" | "manager" | "other";
  call: { starts_at: string; ends_at: string; account?: string };
  pre_brief?: Span;
  debrief?: Span;
  is_pre_brief_done: boolean;
  consent?: boolean;
  debrief_due_at?: string;
}

export interface Desk {
  manager: PersonRef;
  /** Whose desks the viewer can look at. */
  managers: PersonRef[];
  /** "counts": somebody else's desk, read-only, without calls and candidates. */
  view: "own" | "counts";
  as_of: string;
  totals: FormatDebt[];
  reps: RepDebt[];
  ride_alongs: RideAlongRow[];
  calendars: { connected: number; missing: PersonRef[] };
}

export interface PreBrief {
  account: string;
  people: string;
  objective: string;
  objections: string;
  skill: string;
  listen_for: string;
  version: number;
  signed_at?: string;
}

export interface PadNote {
  /** Made by the device, so that sending it again changes nothing. */
  id: string;
  tag: NoteTag;
  /** May be empty: a tag and its time are a note. */
  text: string;
  at: string;
}

export interface Takeover {
  from: string;
  handed_back_at?: string;
  had_consent: boolean;
}

export interface DebriefStage {
  key: string;
  name: string;
  minutes: number;
  led_by: "rep" | "manager" | "both";
  prompts: string[];
  state: "waiting" | "running" | "done";
  spent_seconds: number;
  entered_at?: string;
}

export interface RideAlong {
  id: string;
  version: number;
  format: Format;
  format_name: string;
  state: RideAlongStateName;
  rep: PersonRef;
  manager: PersonRef;
  viewer: "rep" | "manager";
  time_zone: string;
  call: CallRef;
  pre_brief_at?: Span;
  debrief_at?: Span;
  moved_times: number;
  pre_brief: PreBrief;
  prompts: string[];
  format_confirmed_at?: string;
  consent?: boolean;
  consent_at?: string;
  started_at?: string;
  ended_at?: string;
  takeovers: Takeover[];
  notes: PadNote[];
  debrief: {
    due_at?: string;
    skipped: string[];
    started_at?: string;
    ended_at?: string;
    stages: DebriefStage[];
    self_assessment: { text: string; version: number; at?: string };
    comments: { id: string; text: string; at: string }[];
    comments_most: number;
    next_step?: { id: string; text: string; due_on: string; indicator?: string };
    next_session?: { id: string; starts_at: string };
    suggested_next?: string;
  };
  usefulness?: number;
  allowed: string[];
}
