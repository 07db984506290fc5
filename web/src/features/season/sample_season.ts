// A small proposal for tests: two circles and somebody who waits.
import type { Member, MixResult, Place, Places, Proposal, ProposalRow, ProposedCircle, Season, Trial } from "./wire";

export const member = (id: string, name: string, over: Partial<Member> = {}): Member => ({ person: { id, name }, role: "AE", segment: "MM", manager: { id: "m1", name: "Mara" }, tenure_months: 20, is_certified: false, time_zone: "Europe/Madrid", ...over });

export const proposed = (over: Partial<ProposedCircle> = {}): ProposedCircle => ({
  number: 1,
  form: "same",
  held_by: "ae",
  held_by_name: "AE",
  name: "AE 1",
  length_minutes: 60,
  members: [member("p1", "Ana", { is_certified: true }), member("p2", "Bo"), member("p3", "Cy"), member("p4", "Di")],
  slot: { weekday: 2, starts_at_local: "15:00", time_zone: "Europe/Madrid", common_starts: 4 },
  cost: 20,
  terms: [],
  broken: [],
  remarks: [],
  ...over,
});

export const outcome = (over: Partial<MixResult> = {}): MixResult => ({
  people: 9,
  circles: 2,
  cross_circles: 0,
  waiting: 1,
  cost: 240,
  bound: 200,
  gap: 40,
  is_proven: false,
  epochs: 3,
  is_repeatable: true,
  terms: [
    { term: "waitlist", words: "Waiting", cost: 200 },
    { term: "size", words: "Size", cost: 40 },
  ],
  violations: [],
  ...over,
});

export const row = (over: Partial<ProposalRow> = {}): ProposalRow => ({
  id: "q1",
  season_id: "s1",
  number: 1,
  state: "done",
  seed: 1,
  started_at: "2027-03-29T08:00:00Z",
  started_by: "Enya Park",
  is_edited: false,
  is_published: false,
  version: 3,
  result: outcome(),
  ...over,
});

export const proposal = (over: Partial<Proposal> = {}): Proposal => ({
  proposal: row(),
  facts_changed: false,
  outsiders: [],
  circles: [proposed(), proposed({ number: 2, name: "AE 2", members: [member("p5", "Eve", { is_certified: true }), member("p6", "Fay"), member("p7", "Gil"), member("p8", "Hal")] })],
  circles_in_all: 2,
  circles_found: 2,
  waitlist: [{ person: { id: "w1", name: "Wim" }, role: "AE", words: "no common hour with any AE circle" }],
  waiting_in_all: 1,
  remarks: [],
  ...over,
});

export const trial = (over: Partial<Trial> = {}): Trial => ({ cost_before: 240, cost_after: 252, change: 12, terms: [{ term: "size", words: "Size", before: 40, after: 52 }], is_lawful: true, broken: [], touched: [], waiting_in_all: 1, ...over });

export const place = (over: Partial<Place> = {}): Place => ({ number: 2, name: "AE 2", members: 4, slot: proposed().slot, change: 12, broken: [], ...over });
export const places = (over: Partial<Places> = {}): Places => ({ items: [place()], found: 1, ...over });

export const season = (over: Partial<Season> = {}): Season => ({
  season: { id: "s1", name: "Spring 2027", first_day: "2027-04-01", last_day: "2027-09-30", state: "running", proposals: 1, circles: 2, created_at: "2027-03-20T08:00:00Z" },
  time_zone: "Europe/Madrid",
  rules: { size_low: 4, size_best: 5, size_high: 6, cross_least: 0, cross_most: 1, is_cross_from_playbook: true, fresh_seasons: 3, themes: [{ key: "renewal", name: "Renewal" }], version: 1 },
  every_weeks: 2,
  counts: { in: 9, not_in: 3, kept_out: 1, certified: 2, certificates_due: 0 },
  roles: [{ role: "AE", name: "Account executive", in: 9, certified: 2 }],
  kept_out: [{ reason: "no_free_hours", words: "No free hour", count: 1 }],
  remarks: [],
  apart: 0,
  proposals: [row()],
  repairs: [
    {
      key: "leave:p5",
      kind: "leaver",
      person: { id: "p5", name: "Eve" },
      circle: { id: "k2", name: "AE 2" },
      why: "Eve has left",
      changes: [{ circle: { id: "k2", name: "AE 2" }, before: [{ id: "p5", name: "Eve" }, { id: "p6", name: "Fay" }], after: [{ id: "p6", name: "Fay" }, { id: "w1", name: "Wim" }] }],
      waits: [],
      cost_change: -8,
      moves_hour: false,
      fingerprint: "f1",
    },
  ],
  repairs_left_out: 0,
  ...over,
});
