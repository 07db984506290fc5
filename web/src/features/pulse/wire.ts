// What others may know of circles, as the server sends it. Every number comes from one snapshot of a closed quarter.
import type { PersonRef } from "@/api";

/** `withheld` has no reason on purpose: too few, all alike, or it would give another number away. */
export interface Figure {
  standing: "shown" | "withheld";
  value?: number;
  bound?: "exact" | "at_least" | "at_most";
  n?: number;
  /** How far one answer, commitment or seat moves it, in the unit of the value. */
  step?: number;
}
export interface Scale {
  lowest: number;
  highest: number;
}
export interface ProgrammeRow {
  group: string;
  name: string;
  circles?: number;
  attendance: Figure;
  enps: Figure;
  follow_through: Figure;
}
export interface Programme {
  quarter?: string;
  first_day?: string;
  last_day?: string;
  published_at?: string;
  quarters: string[];
  minimum_circles: number;
  minimum_people: number;
  scale: Scale;
  rows: ProgrammeRow[];
  caveat: string;
}

export interface CirclePulseRow {
  circle: { id: string; name: string };
  form: string;
  held_by: string;
  is_running: boolean;
  members: number;
  meetings: { held: number; called_off: number; lapsed: number };
  attendance: { expected: number; present: number; excused: number; missed: number; percent?: number };
  enps: Figure;
  follow_through: Figure;
  facilitators: { led: number; members: number };
}
export interface DisbandProposal {
  circle: { id: string; name: string };
  quarters: string[];
  reasons: { quarter: string; measure: "attendance" | "enps"; value: number; bound: "exact" | "at_least" | "at_most"; threshold: number }[];
}
export interface CirclePulse {
  quarter?: string;
  first_day?: string;
  last_day?: string;
  published_at?: string;
  quarters: string[];
  minimum: number;
  scale: Scale;
  thresholds: { attendance_percent: number; enps: number };
  circles: CirclePulseRow[];
  proposals: DisbandProposal[];
  caveat: string;
}
export interface Facilitation {
  as_of: string;
  from: string;
  sessions_needed: number;
  definition: string;
  items: { person: PersonRef; sessions: number; last_led?: string; is_eligible: boolean }[];
}
export interface Enps {
  quarter: string;
  question: string;
  is_asked: boolean;
  has_answered: boolean;
  closes_on: string;
}
