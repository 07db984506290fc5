import { describe, expect, it } from "vitest";
import { isConfirmedHeld, may, newerOf, phaseOf, withPause, withResume, withStage, withNote, withTimer, withVerdict } from "./conversation";
import { no_evidence, sample, since } from "./sample_conversation";
import { totalSeconds } from "./timer";

const at = (seconds: number) => Date.parse(since) + seconds * 1000;

describe("the phase of a conversation", () => {
  it("is the gate while a commitment is not judged", () => expect(phaseOf(sample({ gate: { state: "open", commitments: [] } }))).toBe("gate"));
  it("is running once the gate is passed, skipped or had nothing to inspect", () => {
    for (const state of ["passed", "skipped", "nothing"] as const) expect(phaseOf(sample({ gate: { state, commitments: [] } }))).toBe("running");
  });
  it("is planned until somebody starts it", () => expect(phaseOf(sample({ state: "confirmed" }))).toBe("planned"));
  it("is ended for everything that happened instead", () => {
    for (const state of ["held", "short", "excused", "cancelled", "missed"] as const) expect(phaseOf(sample({ state }))).toBe("ended");
  });
});

it("a verb is allowed by the name of its address, however the server spells it", () => {
  expect(may(sample(), "skip-stage")).toBe(true);
  expect(may(sample(), "end")).toBe(false);
});

it("a rep who said before that they would come has not yet confirmed that it was held", () => {
  expect(isConfirmedHeld(sample({ confirmation: { confirmed_at: "2027-03-29T08:00:00Z" }, started_at: since }))).toBe(false);
  expect(isConfirmedHeld(sample({ confirmation: { confirmed_at: "2027-03-30T10:00:00Z" }, started_at: since }))).toBe(true);
  expect(isConfirmedHeld(sample())).toBe(false);
});

describe("reconciling by version", () => {
  it("drops an answer that was overtaken by a newer one", () => expect(newerOf(sample({ version: 6 }), sample({ version: 5 })).version).toBe(6));
  it("takes the same version again, as its clock may have moved", () => {
    const fresh = sample();
    expect(newerOf(sample(), fresh)).toBe(fresh);
  });
  it("never mixes two conversations", () => expect(newerOf(sample({ version: 6 }), sample({ id: "s2", version: 1 })).id).toBe("s2"));
});

describe("a note from the stream", () => {
  const known = sample({ shared_notes: [{ stage: "open", text: "second", version: 2 }] });
  it("replaces an older one", () => expect(withNote(known, { stage: "open", text: "third", version: 3 }).shared_notes).toEqual([{ stage: "open", text: "third", version: 3 }]));
  it("joins the others when it is the stage's first", () => expect(withNote(known, { stage: "inspect", text: "first", version: 1 }).shared_notes).toHaveLength(2));
  it("that is late changes nothing", () => expect(withNote(known, { stage: "open", text: "first", version: 1 })).toBe(known));
});

describe("the look-ahead", () => {
  it("moves the timer to the next stage and writes down what the last one took", () => {
    const moved = withStage(sample(), "open", at(60));
    expect(moved.agenda.map((stage) => [stage.state, stage.spent_seconds])).toEqual([["done", 70], ["running", 0]]);
    expect(moved.timer).toMatchObject({ stage: "open", total_seconds: 10, since });
    expect(totalSeconds(moved.timer, at(65))).toBe(75);
  });

  it("stops the clock on pause and goes on from there", () => {
    const paused = withPause(sample(), at(60));
    expect(totalSeconds(paused.timer, at(500))).toBe(70);
    expect(totalSeconds(withResume(paused, at(500)).timer, at(510))).toBe(80);
  });

  it("offers to go on as soon as it is paused, and the other way round", () => {
    const paused = withPause(sample({ allowed: ["stage", "pause", "end"] }), at(60));
    expect([may(paused, "resume"), may(paused, "pause"), may(paused, "stage"), may(paused, "end")]).toEqual([true, false, false, true]);
    const running = withResume(paused, at(70));
    expect([may(running, "resume"), may(running, "pause"), may(running, "stage")]).toEqual([false, true, true]);
  });

  it("shows a verdict at once, and leaves the gate to the server", () => {
    const commitment = { id: "c1", text: "ask", due_on: "2027-03-30", made_at: since, evidence: no_evidence };
    const judged = withVerdict(sample({ gate: { state: "open", commitments: [commitment] } }), "c1", "kept", "twice");
    expect(judged.gate).toMatchObject({ state: "open", commitments: [{ verdict: "kept", verdict_note: "twice" }] });
  });

  it("follows the other person's timer", () => {
    const moved = withTimer(sample(), { state: "running", stage: "open", since: new Date(at(60)).toISOString(), total_seconds: 70 }, at(60));
    expect(moved.agenda.map((stage) => stage.state)).toEqual(["done", "running"]);
    const paused = withTimer(sample(), { state: "paused", stage: "inspect", total_seconds: 70 }, at(60));
    expect(paused.agenda[0]!.state).toBe("paused");
  });
});
