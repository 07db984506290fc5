import { describe, expect, it } from "vitest";
import { shift_week, week_of } from "./week";

describe("ISO weeks", () => {
  it("the week of 1 January belongs to the year of its Thursday", () => {
    expect(week_of("2027-01-01")).toBe("2026-W53");
    expect(week_of("2026-01-01")).toBe("2026-W01");
    expect(week_of("2024-12-30")).toBe("2025-W01");
  });
  it("Monday and Sunday are of one week", () => {
    expect(week_of("2027-03-22")).toBe("2027-W12");
    expect(week_of("2027-03-28")).toBe("2027-W12");
    expect(week_of("2027-03-29")).toBe("2027-W13");
  });
  it("moving by weeks crosses a year of 53 weeks", () => {
    expect(shift_week("2026-12-28", 1)).toBe("2027-W01");
    expect(shift_week("2027-01-04", -1)).toBe("2026-W53");
    expect(shift_week("2026-11-23", -13)).toBe("2026-W35");
  });
});
