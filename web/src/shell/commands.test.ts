import { describe, expect, it } from "vitest";
import { ana } from "@/testing/render";
import { matches } from "./commands";
import { destination_at, destinations_of } from "./destinations";

describe("finding a command", () => {
  it("goes by the beginnings of words, in any order", () => {
    expect(matches("Plan a conversation", "conv pl")).toBe(true);
    expect(matches("Plan a conversation", "lan")).toBe(false);
  });
  it("finds everything for nothing typed", () => expect(matches("Home", "  ")).toBe(true));
});

describe("destinations", () => {
  const keys = (...roles: (typeof ana.roles)[number][]) => destinations_of({ ...ana, roles }).map(({ key }) => key);
  it("a rep sees neither the team, nor the cadence of managers, nor the directory, nor users", () => {
    for (const key of ["team", "cadence", "people", "users", "imports"]) expect(keys("rep")).not.toContain(key);
  });
  it("an administrator sees users and imports but no cadence", () => {
    expect(keys("admin")).toEqual(expect.arrayContaining(["users", "imports"]));
    expect(keys("admin")).not.toContain("cadence");
  });
  it("several roles see what each of them sees, once", () => {
    const both = keys("manager", "revops");
    expect(both).toEqual(expect.arrayContaining(["team", "imports"]));
    expect(new Set(both).size).toBe(both.length);
  });
  it("a rep's timeline is their own page", () => expect(destinations_of({ ...ana, roles: ["rep"] }).find(({ key }) => key === "timeline")?.href).toBe("/people/p1"));
  it("the letters of the go-to keys are all different", () => {
    const letters = destinations_of({ ...ana, roles: ["rep", "manager", "leader", "enablement", "revops", "executive", "admin"] }).map(({ letter }) => letter);
    expect(new Set(letters).size).toBe(letters.length);
  });
  it("a page belongs to the nearest destination above it", () => {
    const all = destinations_of(ana);
    expect(destination_at(all, "/playbook/edit")?.key).toBe("playbook");
    expect(destination_at(all, "/")?.key).toBe("home");
    expect(destination_at(all, "/peoples")?.key).toBeUndefined();
  });
});
