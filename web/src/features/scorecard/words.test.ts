import { describe, expect, it } from "vitest";
import type { Value } from "./scorecard";
import { download_of } from "./scorecard";
import { month_text, shown_text, why_text } from "./words";

const value = (some: Partial<Value>): Value => ({ measure: "pre_brief_rate", part: "", standing: "known", unit: "share", counted: 6, n: 9, pending: 0, ...some });

describe("a number in words", () => {
  it("is a percentage, hours, or a count", () => {
    expect(shown_text(value({ value: 6 / 9 }))).toBe("67%");
    expect(shown_text(value({ unit: "hours", value: 2.25, measure: "median_hours_to_debrief" }))).toBe("2.3 h");
    expect(shown_text(value({ unit: "count", counted: 12, measure: "owed_by_format" }))).toBe("12");
  });
  it("says why there is none", () => {
    expect(shown_text(value({ standing: "no_data", n: 0 }))).toBe("No data");
    expect(shown_text(value({ standing: "too_few", measure: "rep_usefulness" }))).toBe("Too few to show");
    expect(shown_text(value({ standing: "running", measure: "rep_usefulness" }))).toBe("With the publication");
    expect(shown_text(value({ standing: "running" }))).toBe("Not decided yet");
  });
});

describe("why a calibration was opened", () => {
  it("names the rate, its target and how likely chance is", () => {
    expect(why_text({ measure: "pre_brief_rate", counted: 6, n: 9, target_percent: 95, chance: 0.00836 })).toBe("6 of 9, against a target of 95 %. Were the target met, so few would come of chance in 1 of 120 months.");
  });
  it("counts what was missed, and says when a person opened it", () => {
    expect(why_text({ measure: "held_by_format", counted: 3, n: 12 })).toContain("3 of 12 owed ride-alongs were not held");
    expect(why_text({ measure: "held_by_format", counted: 0, n: 0, is_by_hand: true })).toBe("Opened by hand.");
  });
});

describe("addresses and months", () => {
  it("a download is of the month and version that are shown", () => {
    expect(download_of("csv", {})).toBe("/api/scorecards.csv");
    expect(download_of("rows", { month: "2027-02", version: 2 })).toBe("/api/scorecards/rows.csv?month=2027-02&version=2");
  });
  it("a month is named", () => expect(month_text("2027-02")).toBe("February 2027"));
});
