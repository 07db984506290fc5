import { describe, expect, it } from "vitest";
import { daysOfWeek, firstDayOfWeek, instantOf, localMoment, weeksLater } from "./times";

const madrid = "Europe/Madrid";

describe("a local time", () => {
  it("is read from an instant in its zone", () => expect(localMoment("2027-03-30T07:30:00Z", madrid)).toEqual({ date: "2027-03-30", time: "09:30" }));
  it("and goes back to the same instant", () => expect(instantOf({ date: "2027-03-30", time: "09:30" }, madrid)).toBe("2027-03-30T07:30:00Z"));
  it("that a clock change skips moves to after it", () => expect(instantOf({ date: "2027-03-28", time: "02:30" }, madrid)).toBe("2027-03-28T01:30:00Z"));
  it("is nothing while it is half typed", () => {
    expect(instantOf({ date: "", time: "09:30" }, madrid)).toBeUndefined();
    expect(instantOf({ date: "2027-03-30", time: "" }, madrid)).toBeUndefined();
  });
});

describe("the same slot next week", () => {
  it("keeps the time on the wall over a clock change", () => {
    const next = weeksLater("2027-03-23T08:30:00Z", madrid, 1);
    expect(next).toBe("2027-03-30T07:30:00Z");
    expect(localMoment(next, madrid).time).toBe("09:30");
  });
});

describe("a week", () => {
  it("starts on Monday in Spain and on Sunday in the United States", () => {
    expect(daysOfWeek("2027-03-30", 1)[0]).toBe("2027-03-29");
    expect(daysOfWeek("2027-03-30", 0)[0]).toBe("2027-03-28");
    expect(daysOfWeek("2027-03-28", 1)[0]).toBe("2027-03-22");
  });
  it("has seven days, over the end of a month", () => expect(daysOfWeek("2027-03-31", 1)).toHaveLength(7));
  it("is Monday-first where nobody says otherwise", () => expect(firstDayOfWeek("not a locale!")).toBe(1));
});
