// The day on the first page.
import { screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Home, Role } from "@/api";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server } from "@/testing/server";

afterEach(() => vi.unstubAllGlobals());

const home = (over: Partial<Home> = {}): Home => ({ now: ana.now, actions: [], more: 0, today: [], numbers: [], ...over });
const open_home = (over: Partial<Home>, roles: Role[] = ["manager"]) => {
  fake_server({ "GET /api/home": home(over) });
  return open_page({ ...ana, roles }, "/");
};

describe("the day", () => {
  it("is in the viewer's zone, each conversation one press from being opened", async () => {
    await open_home({ today: [{ session_id: "s1", kind_name: "Weekly 1:1", with: { id: "p2", name: "Ben Brandt" }, starts_at: "2027-03-29T07:30:00Z", minutes: 30, state: "planned" }] });
    const entry = await screen.findByRole("link", { name: /Ben Brandt/ });
    expect(entry.getAttribute("href")).toBe("/sessions/s1");
    expect(within(entry).getByText(/9:30/)).toBeTruthy();
  });
  it("without conversations says so to those who have them", async () => {
    await open_home({}, ["rep"]);
    expect(await screen.findByText("No conversation today.")).toBeTruthy();
  });
  it.each<Role>(["executive", "enablement", "revops", "admin"])("is not spoken of to an %s, who leads none", async (role) => {
    await open_home({}, [role]);
    await screen.findByText("Nothing is waiting for you.");
    expect(screen.queryByText("No conversation today.")).toBeNull();
  });
});
