import { describe, expect, it } from "vitest";
import { clockFace, nextStage, stageClock, totalSeconds, untilNextTick } from "./timer";

const since = "2027-03-30T09:00:00Z";
const at = (seconds: number) => Date.parse(since) + seconds * 1000;
const goal = { key: "goal", minutes: 3, spent_seconds: 0 };

describe("the stage's clock", () => {
  it("counts down from the planned minutes while it runs", () => {
    expect(stageClock(goal, { state: "running", stage: "goal", since, total_seconds: 0 }, at(70))).toMatchObject({ spent: 70, remaining: 110, is_over: false });
  });
  it("adds to what was spent before a pause", () => {
    expect(stageClock({ ...goal, spent_seconds: 100 }, { state: "running", stage: "goal", since, total_seconds: 100 }, at(30)).spent).toBe(130);
  });
  it("stands still while paused", () => {
    expect(stageClock({ ...goal, spent_seconds: 100 }, { state: "paused", stage: "goal", total_seconds: 100 }, at(500)).spent).toBe(100);
  });
  it("goes over visibly, one second past the planned time", () => {
    const timer = { state: "running", stage: "goal", since, total_seconds: 0 } as const;
    expect(stageClock(goal, timer, at(180)).is_over).toBe(false);
    expect(stageClock(goal, timer, at(181))).toMatchObject({ is_over: true, remaining: -1, share: 1 });
  });
  it("starts when the stage was entered, though the conversation has run for longer", () => {
    const entered = { ...goal, entered_at: new Date(at(360)).toISOString() };
    expect(stageClock(entered, { state: "running", stage: "goal", since, total_seconds: 0 }, at(400)).spent).toBe(40);
  });
  it("goes on from the end of a pause", () => {
    const paused_in_between = { ...goal, spent_seconds: 50, entered_at: new Date(at(-100)).toISOString() };
    expect(stageClock(paused_in_between, { state: "running", stage: "goal", since, total_seconds: 500 }, at(10)).spent).toBe(60);
  });
  it("of another stage does not move", () => {
    expect(stageClock(goal, { state: "running", stage: "reality", since, total_seconds: 0 }, at(60)).spent).toBe(0);
  });
  it("never runs backwards when the server's clock is ahead", () => {
    expect(totalSeconds({ state: "running", stage: "goal", since, total_seconds: 240 }, at(-2))).toBe(240);
  });
});

describe("the clock's face", () => {
  it("shows minutes and two digits of seconds", () => expect(clockFace(185)).toBe("3:05"));
  it("shows hours only when there are any", () => expect(clockFace(3725)).toBe("1:02:05"));
  it("rounds a second that is still running up when counting down", () => expect(clockFace(59.2, "down")).toBe("1:00"));
  it("has no minus sign: over-time is shown by its own word", () => expect(clockFace(-4)).toBe("0:00"));
});

describe("the next stage", () => {
  const agenda = [
    { key: "inspect", state: "done" as const },
    { key: "open", state: "running" as const },
    { key: "goal", state: "skipped" as const },
    { key: "reality", state: "waiting" as const },
  ];
  it("passes over skipped stages", () => expect(nextStage(agenda, "open")?.key).toBe("reality"));
  it("is the first one before the agenda starts", () => expect(nextStage(agenda.slice(1))?.key).toBe("open"));
  it("is nothing at the end", () => expect(nextStage(agenda, "reality")).toBeUndefined());
});

it("the page wakes just after the second changes", () => {
  expect(untilNextTick({ state: "running", stage: "goal", since, total_seconds: 0 }, at(12.25))).toBe(755);
});
