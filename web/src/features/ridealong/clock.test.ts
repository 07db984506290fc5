import { describe, expect, it } from "vitest";
import { currentStage, nextStage, spentSeconds, stateOf, timeLeft, untilNextMinute } from "./clock";
import { stages } from "./sample_ride_along";

const due = "2027-03-31T10:00:00Z";
const at = (text: string) => Date.parse(text);

describe("the 24-hour clock", () => {
  it("counts a started minute as left", () => {
    expect(timeLeft(due, at("2027-03-30T15:39:30Z"))).toEqual({ is_late: false, hours: 18, minutes: 21, is_close: false });
  });
  it("is in time on the instant itself and late a millisecond past it", () => {
    expect(timeLeft(due, at(due))).toMatchObject({ is_late: false, hours: 0, minutes: 0 });
    expect(timeLeft(due, at(due) + 1)).toMatchObject({ is_late: true, hours: 0, minutes: 0 });
    expect(timeLeft(due, at("2027-03-31T12:05:59Z"))).toMatchObject({ is_late: true, hours: 2, minutes: 5 });
  });
  it("is close within the last four hours, and no longer when it is late", () => {
    expect(timeLeft(due, at("2027-03-31T06:00:00Z")).is_close).toBe(false);
    expect(timeLeft(due, at("2027-03-31T06:00:01Z")).is_close).toBe(true);
    expect(timeLeft(due, at("2027-03-31T10:00:01Z")).is_close).toBe(false);
  });
  it("wakes when what is shown changes", () => {
    expect(untilNextMinute(due, at("2027-03-31T09:59:30Z"))).toBe(30_005);
    expect(untilNextMinute(due, at("2027-03-31T10:00:30Z"))).toBe(30_005);
  });
});

describe("the stages of a debrief", () => {
  const entered = [{ ...stages[0]!, entered_at: "2027-03-30T14:00:00Z", left_at: "2027-03-30T14:04:00Z" }, { ...stages[1]!, entered_at: "2027-03-30T14:04:00Z" }, stages[2]!, stages[3]!];
  it("are done, running or still to come", () => {
    expect(entered.map(stateOf)).toEqual(["done", "running", "waiting", "waiting"]);
    expect(currentStage({ stages: entered })?.key).toBe("comments");
    expect(currentStage({ stages })).toBeUndefined();
  });
  it("follow each other, and one that was passed over does not come again", () => {
    expect(nextStage({ stages })?.key).toBe("self_assessment");
    expect(nextStage({ stages: entered })?.key).toBe("next_step");
    expect(nextStage({ stages: [stages[0]!, stages[1]!, { ...stages[2]!, entered_at: due }, stages[3]!] })?.key).toBe("confirm");
    expect(nextStage({ stages: stages.map((stage) => ({ ...stage, entered_at: due })) })).toBeUndefined();
  });
  it("count their seconds from being entered to being left, or to now", () => {
    expect(spentSeconds(entered[0]!, at(due))).toBe(240);
    expect(spentSeconds(entered[1]!, at("2027-03-30T14:05:30Z"))).toBe(90);
    expect(spentSeconds(entered[1]!, at("2027-03-30T14:03:00Z"))).toBe(0);
    expect(spentSeconds(entered[2]!, at(due))).toBe(0);
  });
});
