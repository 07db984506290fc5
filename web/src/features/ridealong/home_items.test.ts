import { describe, expect, it } from "vitest";
import { atRisk, homeItems } from "./home_items";
import { ana_ortiz, ben_adler, debt, desk_rep, line, row } from "./sample_ride_along";
import type { RideAlongRow } from "./wire";

const now = Date.parse("2027-03-29T08:00:00Z");
const [rep, manager] = [ana_ortiz.id, ben_adler.id];
const kinds = (viewer: string, ...rows: RideAlongRow[]) => homeItems(rows, viewer, now).map(({ kind }) => kind);
const call = (starts_at: string, over: Partial<RideAlongRow> = {}) => row({ call: { starts_at, ends_at: starts_at }, ...over });
const tomorrow = "2027-03-30T09:00:00Z";
const in_five_days = "2027-04-03T09:00:00Z";

describe("what ride-alongs ask on the home page", () => {
  it("is the pre-brief first, of the rep, a week ahead", () => {
    expect(kinds(rep, call(in_five_days))).toEqual(["pre_brief"]);
    expect(kinds(rep, call("2027-04-06T09:00:00Z"))).toEqual([]);
  });
  it("is the consent once the pre-brief is there, and nothing of the kind in a reverse session", () => {
    expect(kinds(rep, call(in_five_days, { has_pre_brief: true }))).toEqual(["consent"]);
    expect(kinds(rep, call(in_five_days, { has_pre_brief: true, consent: false }))).toEqual([]);
    expect(kinds(rep, call(tomorrow, { has_pre_brief: true, format: "reverse" }))).toEqual(["coming"]);
  });
  it("tells the manager two days ahead that nothing is prepared", () => {
    expect(kinds(manager, call(in_five_days))).toEqual([]);
    expect(kinds(manager, call(tomorrow))).toEqual(["not_prepared"]);
    expect(kinds(manager, call(tomorrow, { has_pre_brief: true }))).toEqual(["coming"]);
  });
  it("is the debrief for both, with the clock it has", () => {
    const due = row({ state: "ended", debrief_due: "2027-03-29T20:00:00Z" });
    expect(homeItems([due], rep, now)[0]).toMatchObject({ kind: "debrief", due_at: "2027-03-29T20:00:00Z", other: ben_adler });
    expect(homeItems([due], manager, now)[0]).toMatchObject({ kind: "debrief", other: ana_ortiz });
  });
  it("puts a running call before the debriefs, and those by what is due first", () => {
    const late = row({ id: "late", state: "ended", debrief_due: "2027-03-28T20:00:00Z" });
    const soon = row({ id: "soon", state: "debriefing", debrief_due: "2027-03-29T20:00:00Z" });
    expect(homeItems([soon, call(tomorrow), late, row({ id: "on", state: "running" })], manager, now).map(({ row: { id } }) => id)).toEqual(["on", "late", "soon", "r1"]);
  });
  it("asks nothing of what is over, and nothing of somebody who is neither of the two", () => {
    for (const state of ["done", "cancelled", "lost", "missed"] as const) expect(kinds(rep, call(tomorrow, { state }))).toEqual([]);
    expect(kinds("p9", call(tomorrow))).toEqual([]);
  });
  it("asks nothing before a call whose time is over and that never began", () => {
    expect(kinds(rep, call("2027-03-29T07:59:00Z"))).toEqual([]);
  });
  it("runs a rep's clock to the pre-brief, since that is when it is needed", () => {
    const at = "2027-03-30T08:30:00Z";
    expect(homeItems([call(tomorrow, { pre_brief: { starts_at: at, ends_at: tomorrow } })], rep, now)[0]!.due_at).toBe(at);
  });
});

describe("debt at risk", () => {
  it("counts what is open and slipping, over the team", () => {
    const slipping = desk_rep({ debts: [debt({ lines: [line({ open: 2, risk: "weeks" }), line({ format: "reverse", open: 1, risk: "calls" }), line({ format: "co_sell", open: 4 })] })] });
    expect(atRisk({ reps: [slipping, desk_rep({ debts: [] })] })).toBe(3);
  });
});
