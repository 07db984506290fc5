// The hours of a circle as the server sends them to its members. Instants are UTC strings, dates local.
import type { PersonRef } from "@/api";

export type MeetingState = "planned" | "running" | "held" | "lapsed" | "called_off";
export type Attendance = "expected" | "excused" | "present" | "missed";
/** Who has left reads what they wrote and nothing else. */
export type Reads = "all" | "own";
export type CommitmentOutcome = "done" | "partly" | "not_done" | "carried";

export interface CircleSlot {
  weekday: number;
  starts: string;
  time_zone: string;
  minutes: number;
  every_weeks: number;
}
export interface MeetingRow {
  id: string;
  circle_id: string;
  number: number;
  starts_at: string;
  ends_at: string;
  state: MeetingState;
  facilitator?: PersonRef;
  mine?: Attendance;
  expected: number;
  excused: number;
  present: number;
  missed: number;
}
export interface MyCircle {
  id: string;
  name: string;
  form: "same" | "cross";
  held_by: string;
  current: boolean;
  reads: Reads;
  joined_at: string;
  left_at?: string;
  slot: CircleSlot;
  first_day: string;
  last_day: string;
  members: PersonRef[];
  next?: MeetingRow;
  /** The last two were missed without notice: the page asks whether the time still suits, and tells nobody. */
  two_missed: boolean;
}
export interface MyCircles {
  now: string;
  circles: MyCircle[];
}
export interface CircleCommitment {
  id: string;
  circle_id: string;
  meeting_id: string;
  meeting_number: number;
  owner: PersonRef;
  mine: boolean;
  text: string;
  due_on: string;
  made_at: string;
  outcome?: CommitmentOutcome;
  outcome_at?: string;
  outcome_note?: string;
  /** The owner's 1:1 it was taken into. */
  taken_to?: { session_id: string; starts_at?: string };
}
export interface Room {
  id: string;
  name: string;
  form: "same" | "cross";
  held_by: string;
  current: boolean;
  reads: Reads;
  slot: CircleSlot;
  first_day: string;
  last_day: string;
  now: string;
  time_zone: string;
  viewer_id: string;
  members: (PersonRef & { joined_at: string; left_at?: string })[];
  meetings: MeetingRow[];
  commitments: CircleCommitment[];
  two_missed: boolean;
}

export interface MeetingMember extends PersonRef {
  attendance: Attendance;
  here: boolean;
  /** How long they have had the floor, up to `now`. */
  airtime_seconds: number;
  presents?: number;
}
export interface MeetingStage {
  key: string;
  name: string;
  minutes: number;
  /** Of a case: the presenter's; the others have the rest. */
  presenter_minutes?: number;
  prompts: string[];
  case_number?: number;
  presenter?: PersonRef;
  entered_at?: string;
  left_at?: string;
}
export interface Drill {
  key: string;
  name: string;
  competency: string;
  minutes: number;
  steps: string[];
}
export interface CaseText {
  situation: string;
  tried: string;
  stuck: string;
  ask: string;
}
export interface CaseStudy extends CaseText {
  id: string;
  author: PersonRef;
  written_at: string;
  presented: boolean;
}
export interface MeetingNote {
  id: string;
  stage: string;
  text: string;
  by: PersonRef;
  at: string;
}
export interface Message {
  id: string;
  text: string;
  by: PersonRef;
  at: string;
}
export interface DrillFeedback {
  id: string;
  to: PersonRef;
  by: PersonRef;
  text: string;
  at: string;
}
export interface Meeting {
  id: string;
  circle_id: string;
  circle_name: string;
  number: number;
  starts_at: string;
  ends_at: string;
  state: MeetingState;
  version: number;
  now: string;
  time_zone: string;
  viewer_id: string;
  reads: Reads;
  facilitator?: PersonRef;
  is_facilitator: boolean;
  minutes: number;
  started_at?: string;
  ended_at?: string;
  members: MeetingMember[];
  agenda: MeetingStage[];
  stage?: string;
  floor?: { person: PersonRef; since: string };
  drill?: Drill;
  drills: Drill[];
  case_studies: CaseStudy[];
  my_case?: CaseStudy;
  /** Made in earlier hours: still to ask, or answered in this one. */
  check_in: CircleCommitment[];
  commitments: CircleCommitment[];
  notes: MeetingNote[];
  messages: Message[];
  feedback: DrillFeedback[];
  next?: { id: string; starts_at: string };
  allowed: string[];
}
/** What every act is answered with: the hour is read anew then. */
export interface MeetingChanged {
  id: string;
  version: number;
}
