import { screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ana, render_as } from "@/testing/render";
import { fake_server, Refused } from "@/testing/server";
import { HomeRideAlongs } from "./HomeRideAlongs";
import { ana_ortiz, ben_adler, debt, desk, desk_rep, line, row } from "./sample_ride_along";
import type { RideAlongRow } from "./wire";

afterEach(() => vi.unstubAllGlobals());

const soon = new Date(Date.now() + 86_400_000).toISOString();
const coming = (over: Partial<RideAlongRow> = {}) => row({ call: { starts_at: soon, ends_at: soon }, ...over });
async function opened(items: RideAlongRow[], { person = ben_adler, roles = ["manager"] as ("manager" | "rep")[], of = desk({ reps: [] }) as unknown } = {}) {
  fake_server({ "GET /api/ride-alongs": { items }, "GET /api/ride-alongs/desk": of, "GET /api/me": { ...ana, now: new Date().toISOString() } });
  return render_as({ ...ana, person, roles }, <HomeRideAlongs />);
}
const list = async () => within(await screen.findByRole("list", { name: "Ride-alongs" }));

describe("ride-alongs on the home page", () => {
  it("ask the rep for the pre-brief, by its account", async () => {
    await opened([coming()], { person: ana_ortiz, roles: ["rep"] });
    expect((await list()).getByRole("link", { name: /Prepare Acme: four short answers before Ben rides along/ }).getAttribute("href")).toBe("/ride-alongs/r1");
  });
  it("ask the rep for a yes or no", async () => {
    await opened([coming({ has_pre_brief: true })], { person: ana_ortiz, roles: ["rep"] });
    expect((await list()).getByText(/May Ben take over on Acme\?/)).toBeTruthy();
  });
  it("count down to the debrief", async () => {
    await opened([row({ state: "ended", debrief_due: soon })]);
    expect((await list()).getByText("Debrief Acme with Ana")).toBeTruthy();
    expect((await list()).getByText(/left$/)).toBeTruthy();
  });
  it("tell the manager what is slipping this quarter", async () => {
    await opened([], { of: desk({ reps: [desk_rep({ debts: [debt({ lines: [line({ open: 2, risk: "weeks" })] })] })] }) });
    expect((await screen.findByRole("link", { name: "2 owed this quarter are at risk" })).getAttribute("href")).toBe("/ride-alongs");
  });
  it("say nothing when nothing is asked, and when the desk is not to be had", async () => {
    const { container } = await opened([row({ state: "done" })], { of: new Refused(404) });
    await vi.waitFor(() => expect(container.querySelector("section")).toBeNull());
  });
  // The page keeps the largest difference it has heard of, so this one is the last.
  it("go by the server's clock, however wrong the device's is", async () => {
    const day = 86_400_000;
    const server_says = (days: number) => new Date(Date.now() + days * day).toISOString();
    fake_server({ "GET /api/ride-alongs": { items: [row({ call: { starts_at: server_says(401), ends_at: server_says(401) } })] }, "GET /api/me": { ...ana, now: server_says(400) } });
    await render_as({ ...ana, person: ana_ortiz, roles: ["rep"] }, <HomeRideAlongs />);
    expect((await list()).getByRole("link", { name: /Prepare Acme/ })).toBeTruthy();
  });
});
