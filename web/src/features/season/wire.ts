// Seasons of circles as the server sends them. Instants are UTC strings, dates local, times of day "09:30" in the zone beside them.
import type { PersonRef } from "@/api";

export interface Named {
  id: string;
  name: string;
}
export interface Theme {
  key: string;
  name: string;
}

/** Minutes of a local day; `weekday` 1 is Monday. */
export interface FreeStretch {
  weekday: number;
  from_minutes: number;
  to_minutes: number;
}
export interface Certificate {
  from: string;
  to?: string;
  is_valid: boolean;
  is_due: boolean;
}
export interface OwnCircle {
  id: string;
  name: string;
  weekday: number;
  starts_at_local: string;
  length_minutes: number;
  every_weeks: number;
  time_zone: string;
  first_day: string;
  last_day: string;
}
export interface CircleProfile {
  is_in: boolean;
  since?: string;
  may_join: boolean;
  may_not_because?: string;
  themes: string[];
  theme_choices: Theme[];
  wishes: PersonRef[];
  time_zone: string;
  free: FreeStretch[];
  /** Nothing was saved yet: the hours come from the working hours. */
  is_suggested: boolean;
  starts_in_season: number;
  certificate?: Certificate;
  circle?: OwnCircle;
  season?: Named & { first_day: string; last_day: string };
}

export type SeasonState = "forming" | "published" | "running" | "over";
export interface SeasonRow {
  id: string;
  name: string;
  first_day: string;
  last_day: string;
  state: SeasonState;
  proposals: number;
  circles: number;
  created_at: string;
}
export interface CalendarDay {
  day: string;
  kind: "season_begins" | "season_ends" | "remix_due" | "certificates_end";
  text: string;
  season_id?: string;
  count?: number;
}
export interface Seasons {
  items: SeasonRow[];
  suggested: { name: string; first_day: string; last_day: string };
  calendar: CalendarDay[];
}
export interface SeasonRules {
  size_low: number;
  size_best: number;
  size_high: number;
  cross_least: number;
  cross_most: number;
  /** Nobody has set them: the playbook's share of circles of one role decides. */
  is_cross_from_playbook: boolean;
  fresh_seasons: number;
  themes: Theme[];
  version: number;
}
export interface Repair {
  key: string;
  kind: "joiner" | "leaver" | "broken";
  person?: PersonRef;
  circle?: Named;
  why: string;
  changes: { circle?: Named; before: PersonRef[]; after: PersonRef[] }[];
  waits: PersonRef[];
  cost_change: number;
  /** It meets at another time then. */
  moves_hour: boolean;
  fingerprint: string;
}
export interface Season {
  season: SeasonRow;
  time_zone: string;
  rules: SeasonRules;
  every_weeks: number;
  counts: { in: number; not_in: number; kept_out: number; certified: number; certificates_due: number };
  roles: { role: string; name: string; in: number; certified: number }[];
  kept_out: { reason: string; words: string; count: number }[];
  remarks: string[];
  apart: number;
  proposals: ProposalRow[];
  publication?: { proposal_id: string; at: string; by: string; circles: number; may_undo: boolean; undo_until?: string };
  repairs: Repair[];
  repairs_left_out: number;
}
export type PersonState = "in" | "not_in" | "kept_out";
export interface SeasonPerson {
  person: PersonRef;
  role: string;
  role_name: string;
  state: PersonState;
  reason?: string;
  words?: string;
  time_zone: string;
  starts_in_season: number;
  certificate?: Certificate;
  circle?: Named;
  tenure_months: number;
  wishes: number;
  themes: string[];
}

export interface Term {
  term: string;
  words: string;
  cost: number;
}
export interface Violation {
  rule: string;
  words: string;
  count: number;
}
/** A rule that is broken, in which circle (0: in the whole) and by whom. */
export interface Broken extends Violation {
  circle: number;
  people: PersonRef[];
}
export type ProposalState = "running" | "done" | "cancelled" | "cut_off" | "failed";
/** How good a mix is: what it costs, what any would at least, who waits, what it breaks. */
interface Quality {
  cost: number;
  bound: number;
  gap: number;
  waiting: number;
  violations: Violation[];
}
export interface Progress extends Quality {
  epoch: number;
  epochs: number;
}
export interface MixResult extends Quality {
  people: number;
  circles: number;
  cross_circles: number;
  is_proven: boolean;
  epochs: number;
  is_repeatable: boolean;
  terms: Term[];
}
export interface ProposalRow {
  id: string;
  season_id: string;
  number: number;
  state: ProposalState;
  seed: number;
  asked_seconds?: number;
  asked_epochs?: number;
  started_at: string;
  ended_at?: string;
  started_by: string;
  is_edited: boolean;
  is_published: boolean;
  version: number;
  progress?: Progress;
  result?: MixResult;
}
export interface Member {
  person: PersonRef;
  role: string;
  segment: string;
  manager?: PersonRef;
  tenure_months: number;
  is_certified: boolean;
  time_zone: string;
}
export interface ProposedCircle {
  number: number;
  form: "same" | "cross";
  held_by: string;
  held_by_name: string;
  name: string;
  length_minutes: number;
  members: Member[];
  slot?: { weekday: number; starts_at_local: string; time_zone: string; common_starts: number };
  cost: number;
  terms: Term[];
  broken: Broken[];
  remarks: string[];
}
export interface Waiting {
  person: PersonRef;
  role: string;
  words: string;
}
export interface Proposal {
  proposal: ProposalRow;
  /** What is known of people has changed since it was computed. */
  facts_changed: boolean;
  /** Those in it who cannot be in a circle any more. */
  outsiders: PersonRef[];
  circles: ProposedCircle[];
  circles_in_all: number;
  /** Of that name, or with somebody of that name in them; all where nothing was sought. */
  circles_found: number;
  waitlist: Waiting[];
  waiting_in_all: number;
  remarks: string[];
}
/** `to`: a circle's number; 0 is the waitlist, one above the last a new circle. */
export interface Move {
  person_id: string;
  to: number;
}
export interface Trial {
  cost_before: number;
  cost_after: number;
  change: number;
  terms: { term: string; words: string; before: number; after: number }[];
  is_lawful: boolean;
  broken: Broken[];
  touched: ProposedCircle[];
  waiting_in_all: number;
}

/** A circle somebody could go to. */
export interface Place {
  number: number;
  name: string;
  members: number;
  slot?: ProposedCircle["slot"];
  /** Of what the whole costs. */
  change: number;
  broken: Broken[];
}
export interface Places {
  items: Place[];
  found: number;
}

export interface CircleRow {
  id: string;
  season_id: string;
  name: string;
  form: "same" | "cross";
  held_by: string;
  held_by_name: string;
  weekday: number;
  starts_at_local: string;
  length_minutes: number;
  every_weeks: number;
  time_zone: string;
  first_day: string;
  last_day: string;
  members: { person: PersonRef; role?: string; is_certified: boolean; joined_at: string; left_at?: string }[];
  facilitators: number;
  created_at: string;
  ended_at?: string;
  end_reason?: "remix" | "disbanded" | "season_over";
}
export interface Circles {
  items: CircleRow[];
  in_all: number;
}
export type DisbandReason = "attendance" | "enps" | "members_asked" | "too_small" | "other";
export interface PairApart {
  one: PersonRef;
  other: PersonRef;
}
