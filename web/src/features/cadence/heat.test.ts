import { describe, expect, it } from "vitest";
import type { CadenceCell } from "@/api";
import { heat_step } from "./HeatSwatch";

const cell = (some: Partial<CadenceCell>): CadenceCell => ({ owed: 0, held: 0, short: 0, moved: 0, excused: 0, cancelled: 0, missed: 0, pending: 0, delegated: 0, ...some });

describe("a cell's shade", () => {
  it("is none when nothing was owed", () => expect(heat_step(cell({}))).toBeUndefined());
  it("is none while nothing can be judged", () => expect(heat_step(cell({ owed: 7, pending: 7 }))).toBeUndefined());
  it("is the lowest when all were missed", () => expect(heat_step(cell({ owed: 7, missed: 7 }))).toBe(0));
  it("is the highest when all were held at their length", () => expect(heat_step(cell({ owed: 7, held: 7 }))).toBe(4));
  it("does not take a short one for a held one", () => expect(heat_step(cell({ owed: 7, held: 5, short: 2 }))).toBe(2));
  it("keeps what was excused or cancelled in what it is a share of, as the rate does", () => expect(heat_step(cell({ owed: 7, held: 4, excused: 2, cancelled: 1 }))).toBe(2));
  it("is none for a week in which everything was excused", () => expect(heat_step(cell({ owed: 7, excused: 6, cancelled: 1 }))).toBeUndefined());
  it("is none for a week that is not over, however well it began", () => expect(heat_step(cell({ owed: 7, held: 2, pending: 5 }))).toBeUndefined());
});
