import { describe, expect, it } from "vitest";
import { airtimes, next_stage, part_at, unheard } from "./clock";
import { meeting, meeting_member } from "./sample_meeting";
import { with_floor, with_stage } from "./verbs";

const at = (text: string) => Date.parse(text);

describe("a stage's time", () => {
  it("of a case is first the presenter's and then the others'", () => {
    const stage = { minutes: 10, presenter_minutes: 4, entered_at: "2027-03-30T13:05:00Z" };
    expect(part_at(stage, at("2027-03-30T13:07:00Z"))).toEqual({ who: "presenter", planned: 240, spent: 120, remaining: 120 });
    expect(part_at(stage, at("2027-03-30T13:10:00Z"))).toEqual({ who: "others", planned: 360, spent: 60, remaining: 300 });
    expect(part_at(stage, at("2027-03-30T13:16:00Z")).remaining).toBe(-60);
  });
  it("stands still once the stage is left", () => {
    expect(part_at({ minutes: 5, entered_at: "2027-03-30T13:00:00Z", left_at: "2027-03-30T13:04:00Z" }, at("2027-03-30T14:00:00Z")).remaining).toBe(60);
  });
  it("has the next stage after the current one, and none at the end", () => {
    expect(next_stage(meeting())?.key).toBe("case_one");
    expect(next_stage(meeting({ stage: "close" }))).toBeUndefined();
    expect(next_stage(meeting({ stage: undefined }))?.key).toBe("check_in");
  });
});

describe("airtime", () => {
  const three = meeting({
    now: "2027-03-30T13:10:00Z",
    floor: { person: { id: "p2", name: "Bo Lind" }, since: "2027-03-30T13:09:00Z" },
    members: [meeting_member("p1", "Ana Almeida", { airtime_seconds: 60 }), meeting_member("p2", "Bo Lind", { airtime_seconds: 400 }), meeting_member("p3", "Cy Ray", { airtime_seconds: 200, here: false })],
  });
  it("runs on for who has the floor, from when the sums were taken", () => {
    const all = airtimes(three, at("2027-03-30T13:10:40Z"));
    expect(all.map(({ seconds }) => seconds)).toEqual([60, 440, 200]);
    expect(all[1]!.share).toBeCloseTo(440 / 700);
  });
  it("names who is here and has hardly spoken, and nobody before there is something to share", () => {
    expect(unheard(airtimes(three, at(three.now))).map(({ id }) => id)).toEqual(["p1"]);
    expect(unheard(airtimes({ ...three, members: three.members.map((member) => ({ ...member, airtime_seconds: 10 })), floor: undefined }, at(three.now)))).toEqual([]);
  });
});

describe("what will be, before the server has answered", () => {
  it("leaves the stage that runs and enters the next", () => {
    const next = with_stage(meeting(), "case_one");
    expect(next.stage).toBe("case_one");
    expect(next.agenda[0]!.left_at).toBeTruthy();
    expect(next.agenda[1]!.entered_at).toBeTruthy();
  });
  it("gives the floor, and keeps what the last one spoke", () => {
    const before = meeting({ now: new Date(Date.now() - 30_000).toISOString(), floor: { person: { id: "p1", name: "Ana Almeida" }, since: "" } });
    const next = with_floor(before, "p2");
    expect(next.floor?.person.id).toBe("p2");
    expect(next.members[0]!.airtime_seconds).toBeGreaterThanOrEqual(29);
    expect(with_floor(next, undefined).floor).toBeUndefined();
  });
});
