// Ride-alongs for the tests of this folder.
import type { Candidate, DebtLine, DeskRep, PadNote, RideAlong, RideAlongDebt, RideAlongDesk, RideAlongRow } from "./wire";

export const ana_ortiz = { id: "p1", name: "Ana Ortiz" };
export const ben_adler = { id: "p2", name: "Ben Adler" };
export const now = "2027-03-30T09:10:00Z";

const call = { starts_at: "2027-03-30T09:00:00Z", ends_at: "2027-03-30T09:45:00Z" };

export const stages = [
  { key: "self_assessment", name: "Debrief: how you saw it", minutes: 5, led_by: "rep" as const, prompts: ["What did you set out to do, and what happened?"] },
  { key: "comments", name: "Debrief: at most three comments", minutes: 10, led_by: "manager" as const, prompts: ["One thing that worked, with the words you used."] },
  { key: "next_step", name: "Debrief: your next step", minutes: 10, led_by: "rep" as const, prompts: ["What will you do differently on the next call of this kind?"] },
  { key: "confirm", name: "Debrief: next session", minutes: 5, led_by: "both" as const, prompts: [] },
];

export const ride_along = (over: Partial<RideAlong> = {}): RideAlong => ({
  id: "r1",
  format: "observe",
  format_name: "Ride-along: observe",
  state: "booked",
  rep: ana_ortiz,
  manager: ben_adler,
  viewer: "manager",
  time_zone: "Europe/Madrid",
  now,
  call: { ...call, account: "Acme", title: "Acme discovery", stage: "Discovery" },
  pre_brief_slot: { starts_at: "2027-03-30T08:40:00Z", ends_at: "2027-03-30T08:55:00Z" },
  debrief_slot: { starts_at: "2027-03-30T14:00:00Z", ends_at: "2027-03-30T14:30:00Z" },
  is_delegated: false,
  moved_times: 0,
  pre_brief: { people: "", objective: "", objections: "", skill: "", listen_for: "", prompts: ["Who will be on the call, and what does each of them want?"] },
  notes: [],
  takeovers: [],
  held: false,
  debrief: { skips: [], stages, self_assessment: "", comments: [], most_comments: 3 },
  allowed: [],
  version: 5,
  ...over,
});

export const pad_note = (over: Partial<PadNote> = {}): PadNote => ({ id: "n1", at: "2027-03-30T09:05:00Z", tag: "question", text: "", by: "p2", ...over });

export const row = (over: Partial<RideAlongRow> = {}): RideAlongRow => ({
  id: "r1",
  format: "observe",
  state: "booked",
  rep: ana_ortiz,
  manager: ben_adler,
  account: "Acme",
  call,
  has_pre_brief: false,
  held: false,
  moved_times: 0,
  takeovers: 0,
  comments: 0,
  debrief_skips: [],
  ...over,
});

export const line = (over: Partial<DebtLine> = {}): DebtLine => ({ format: "observe", owed: 2, excused: 0, held: 0, booked: 0, extra: 0, open: 2, risk: "none", ...over });

export const debt = (over: Partial<RideAlongDebt> = {}): RideAlongDebt => ({
  every: "quarter",
  period_first: "2027-01-01",
  period_last: "2027-03-31",
  window_first: "2027-01-01",
  window_last: "2027-03-31",
  lines: [line(), line({ format: "co_sell", owed: 1, held: 1, open: 0 }), line({ format: "reverse", owed: 1, open: 1, risk: "weeks" })],
  either: 0,
  weeks_left: 1,
  over: false,
  ...over,
});

export const candidate = (over: Partial<Candidate> = {}): Candidate => ({
  call_id: "c1",
  format: "observe",
  account: "Acme",
  title: "Acme discovery",
  stage: "Discovery",
  stage_number: 1,
  call: { starts_at: "2027-03-31T09:00:00Z", ends_at: "2027-03-31T09:45:00Z" },
  pre_brief: { starts_at: "2027-03-31T08:30:00Z", ends_at: "2027-03-31T08:45:00Z" },
  debrief: { starts_at: "2027-03-31T14:00:00Z", ends_at: "2027-03-31T14:30:00Z" },
  part: 3,
  parts: 3,
  days_since_last: 21,
  ...over,
});

export const desk_rep = (over: Partial<DeskRep> = {}): DeskRep => ({ rep: ana_ortiz, job_role: "ae", is_top_performer: false, debts: [debt()], candidates: [candidate()], ...over });

export const desk = (over: Partial<RideAlongDesk> = {}): RideAlongDesk => ({ manager: ben_adler, now, time_zone: "Europe/Madrid", calls_known: true, reps: [desk_rep()], coming: [], debriefs_due: [], recent: [], ...over });
