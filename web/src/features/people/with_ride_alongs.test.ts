import { describe, expect, it } from "vitest";
import type { TimelineEntry } from "@/api";
import { row } from "@/features/ridealong/sample_ride_along";
import { withRideAlongs } from "./with_ride_alongs";

const entry = (at: string): TimelineEntry => ({ at, kind: "session", title: at });
const ridden = (at: string) => row({ id: at, call: { starts_at: at, ends_at: at } });
const ats = (lines: ReturnType<typeof withRideAlongs>) => lines.map(({ at }) => at.slice(0, 10));

describe("a timeline with ride-alongs", () => {
  it("has each in its place, the newest first", () => {
    expect(ats(withRideAlongs([entry("2027-03-20"), entry("2027-03-01")], [ridden("2027-03-25"), ridden("2027-03-10")], false))).toEqual(["2027-03-25", "2027-03-20", "2027-03-10", "2027-03-01"]);
  });
  it("keeps those back that belong to entries not fetched yet", () => {
    const entries = [entry("2027-03-20"), entry("2027-03-01")];
    expect(ats(withRideAlongs(entries, [ridden("2027-02-10"), ridden("2027-03-10")], true))).toEqual(["2027-03-20", "2027-03-10", "2027-03-01"]);
    expect(ats(withRideAlongs(entries, [ridden("2027-02-10")], false))).toEqual(["2027-03-20", "2027-03-01", "2027-02-10"]);
  });
  it("is the ride-alongs alone where nothing else happened", () => {
    expect(ats(withRideAlongs([], [ridden("2027-02-10")], false))).toEqual(["2027-02-10"]);
  });
});
