import { describe, expect, it } from "vitest";
import { half_at, hours_can_begin, painted, painted_between, place_of, rows_shown, stretches_of } from "./week_grid";

const week = (...places: [number, number][]) => new Set(places.map(([day, half]) => place_of(day, half)));

describe("the usual week", () => {
  it("joins half hours that touch, and never over midnight", () => {
    expect(stretches_of(week([0, 18], [0, 19], [0, 21], [0, 47], [1, 0]))).toEqual([
      { day: 0, from: 18, to: 20 },
      { day: 0, from: 21, to: 22 },
      { day: 0, from: 47, to: 48 },
      { day: 1, from: 0, to: 1 },
    ]);
  });
  it("is painted as a rectangle, whichever corner the drag began at", () => {
    const there = painted_between(new Set(), place_of(1, 20), place_of(3, 18), true);
    expect(stretches_of(there)).toEqual([1, 2, 3].map((day) => ({ day, from: 18, to: 21 })));
    expect(painted_between(there, place_of(3, 18), place_of(1, 20), false).size).toBe(0);
  });
  it("keeps what it was painted from", () => {
    const before = week([0, 18]);
    painted(before, { day: 0, from: 20, to: 22 }, true);
    expect(before.size).toBe(1);
  });
  it("counts where an hour may begin: a lone half hour is none", () => {
    expect(hours_can_begin(week([0, 18]))).toBe(0);
    expect(hours_can_begin(week([0, 18], [0, 19], [0, 20]))).toBe(2);
    expect(hours_can_begin(week([0, 47], [1, 0]))).toBe(0);
  });
  it("reads clock times, the end of the day included, and nothing else", () => {
    expect([half_at("09:30"), half_at("9:15"), half_at("24:00"), half_at("nine"), half_at("25:00")]).toEqual([19, 18, 48, undefined, undefined]);
  });
  it("shows the working day, and whole hours beyond it where something is free", () => {
    expect(rows_shown(new Set(), false)).toEqual(Array.from({ length: 24 }, (_, index) => 14 + index));
    expect(rows_shown(week([0, 13]), false)[0]).toBe(12);
    expect(rows_shown(week([0, 40]), false).at(-1)).toBe(41);
    expect(rows_shown(new Set(), true)).toHaveLength(48);
  });
});
