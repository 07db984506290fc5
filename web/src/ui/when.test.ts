import { describe, expect, it } from "vitest";
import { clocks_differ, days_between, local_date, monday_of, time_text, zone_text } from "./when";

describe("the local date of an instant", () => {
  it("is of the zone, not of the machine", () => {
    expect(local_date("2027-03-28T23:30:00Z", "Europe/Madrid")).toBe("2027-03-29");
    expect(local_date("2027-03-28T03:30:00Z", "America/New_York")).toBe("2027-03-27");
  });
});

describe("a time", () => {
  it("follows the change to summer time", () => {
    expect(time_text("2027-03-28T00:30:00Z", "Europe/Madrid")).toMatch(/1:30/);
    expect(time_text("2027-03-28T01:30:00Z", "Europe/Madrid")).toMatch(/3:30/);
  });
  it("names its zone", () => expect(zone_text("2027-01-15T12:00:00Z", "America/New_York")).toMatch(/EST|GMT-5/));
  it("differs between zones only when their clocks do", () => {
    expect(clocks_differ("2027-01-15T12:00:00Z", "Europe/Madrid", "Europe/Paris")).toBe(false);
    expect(clocks_differ("2027-01-15T12:00:00Z", "Europe/Madrid", "Europe/London")).toBe(true);
  });
});

describe("days between two dates", () => {
  it("are whole across the change to summer time", () => expect(days_between("2027-03-27", "2027-03-29")).toBe(2));
  it("are negative backwards", () => expect(days_between("2027-01-01", "2026-12-30")).toBe(-2));
});

describe("the Monday of a week", () => {
  it("is the day itself on a Monday, and six days before a Sunday", () => {
    expect(monday_of("2027-03-29")).toBe("2027-03-29");
    expect(monday_of("2027-04-04")).toBe("2027-03-29");
  });
  it("lies in the year before, where the week does", () => expect(monday_of("2027-01-01")).toBe("2026-12-28"));
});
