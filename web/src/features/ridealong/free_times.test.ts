import { describe, expect, it } from "vitest";
import { byDay } from "./free_times";

describe("free times", () => {
  it("stand in the order of time, by the viewer's day", () => {
    const at = ["2027-03-30T07:00:00Z", "2027-03-29T22:30:00Z", "2027-03-29T21:45:00Z"];
    expect(byDay(at, "Europe/Madrid")).toEqual([
      { day: "2027-03-29", at: ["2027-03-29T21:45:00Z"] },
      { day: "2027-03-30", at: ["2027-03-29T22:30:00Z", "2027-03-30T07:00:00Z"] },
    ]);
    expect(byDay(at, "America/New_York").map(({ day }) => day)).toEqual(["2027-03-29", "2027-03-30"]);
    expect(byDay([], "UTC")).toEqual([]);
  });
});
