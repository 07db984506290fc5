// A manager's team as the manager reads it, and putting a conversation on the calendar from it.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Team, TeamRep } from "@/api";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { type Asked, fake_server, Refused } from "@/testing/server";

afterEach(() => vi.unstubAllGlobals());

const weeks = { owed: 4, held: 4, short: 0, excused: 0, cancelled: 0, missed: 0 };
const rep = (id: string, name: string, over: Partial<TeamRep> = {}): TeamRep => ({ person: { id, name }, job_role: "Account executive", tenure_band: "Tenured", last_four_weeks: weeks, open_commitments: 1, weeks_without: 0, ...over });
const team = (reps: TeamRep[], over: Partial<Team> = {}): Team => ({ manager: ana.person, managers: [ana.person], reps, ...over });
const types = [{ key: "weekly_one_on_one", name: "Weekly 1:1", minutes: 30, counts_as: "coaching", agenda: [] }, { key: "pipeline_review", name: "Pipeline review", minutes: 30, counts_as: "never", agenda: [] }];
const open_team = async (answer: unknown, more: Record<string, unknown> = {}, me = ana) => {
  const server = fake_server({ "GET /api/team": answer, "GET /api/playbook": { session_types: types }, ...more });
  return { server, ...(await open_page(me, "/team")) };
};
const row = (name: string) => screen.findByRole("row", { name: new RegExp(name) }).then((found) => within(found));

describe("a rep's row", () => {
  it("says what became of the last four weeks, in words beside the beats", async () => {
    await open_team(team([rep("p2", "Ben Brandt", { last_four_weeks: { ...weeks, held: 2, short: 1, missed: 1 } })]));
    const ben = await row("Ben Brandt");
    expect(ben.getByRole("img", { name: "2 of 4 held, 1 short, 0 excused, 0 cancelled, 1 missed" })).toBeTruthy();
    expect(ben.getByText("2 of 4")).toBeTruthy();
  });
  it("does not count what nobody owed", async () => {
    await open_team(team([rep("p2", "Ben Brandt", { last_four_weeks: { ...weeks, owed: 0, held: 0 }, open_commitments: 0 })]));
    const ben = await row("Ben Brandt");
    expect(ben.getByText("Nothing owed")).toBeTruthy();
    expect(ben.getByText("None open")).toBeTruthy();
    expect(ben.queryByText("0 of 0")).toBeNull();
  });
  it("says how long it has been when it has been long", async () => {
    await open_team(team([rep("p2", "Ben Brandt", { weeks_without: 3 }), rep("p3", "Cleo Costa", { weeks_without: 1 })]));
    expect((await row("Ben Brandt")).getByText("3 weeks without")).toBeTruthy();
    expect((await row("Cleo Costa")).getByText("1 week without")).toBeTruthy();
  });
  it("leads to the next conversation, or to planning it", async () => {
    await open_team(team([rep("p2", "Ben Brandt", { next_session: { id: "s7", kind: "weekly_one_on_one", starts_at: "2027-03-30T08:00:00Z" } }), rep("p3", "Cleo Costa")]));
    expect((await row("Ben Brandt")).getAllByRole("link").at(-1)?.getAttribute("href")).toBe("/sessions/s7");
    fireEvent.click((await row("Cleo Costa")).getByRole("button", { name: "Plan a conversation with Cleo Costa" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect((dialog.getByLabelText("With") as HTMLSelectElement).value).toBe("p3");
  });
});

describe("somebody else's team", () => {
  const other = { id: "p9", name: "Otto Oduya" };
  it("is read, not planned in", async () => {
    await open_team(team([rep("p2", "Ben Brandt")], { manager: other, managers: [ana.person, other] }), {}, { ...ana, roles: ["leader"] });
    expect(await screen.findByRole("heading", { level: 1, name: "Otto Oduya's team" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Plan/ })).toBeNull();
    expect((await row("Ben Brandt")).getByText("None planned")).toBeTruthy();
  });
  it("is chosen from the managers below", async () => {
    const { server, router } = await open_team(({ query }: Asked) => team([rep("p2", "Ben Brandt")], { manager: query.get("manager_id") === "p9" ? other : ana.person, managers: [ana.person, other] }));
    fireEvent.change(await screen.findByLabelText("Manager"), { target: { value: "p9" } });
    expect(await screen.findByRole("heading", { level: 1, name: "Otto Oduya's team" })).toBeTruthy();
    expect(router.state.location.search).toMatchObject({ manager: "p9" });
    expect(server.asked_of("GET /api/team").at(-1)?.query.get("manager_id")).toBe("p9");
  });
});

describe("planning from the team", () => {
  const open_dialog = async (more: Record<string, unknown> = {}) => {
    const opened = await open_team(team([rep("p2", "Ben Brandt")]), more);
    fireEvent.click(await screen.findByRole("button", { name: "Plan a conversation" }));
    return { ...opened, dialog: within(await screen.findByRole("dialog")) };
  };
  it("names what is missing and sends nothing", async () => {
    const { server, dialog } = await open_dialog({ "POST /api/sessions": { id: "s9" } });
    fireEvent.change(dialog.getByLabelText("Day"), { target: { value: "" } });
    fireEvent.change(dialog.getByLabelText("Time"), { target: { value: "" } });
    fireEvent.click(dialog.getByRole("button", { name: "Plan it" }));
    for (const text of ["Choose a rep.", "Choose a day.", "Choose a time."]) expect(await dialog.findByText(text)).toBeTruthy();
    expect(server.asked_of("POST /api/sessions")).toHaveLength(0);
  });
  it("offers what can be planned, and no pipeline review", async () => {
    const { dialog } = await open_dialog();
    await waitFor(() => expect(within(dialog.getByLabelText("Kind")).getAllByRole("option").map((option) => option.textContent)).toEqual(["Weekly 1:1, 30 min"]));
  });
  it("stays open with the reason where the server has another conversation then", async () => {
    const { dialog } = await open_dialog({ "POST /api/sessions": new Refused(409, { detail: "Ben Brandt has another session at that time." }) });
    fireEvent.change(dialog.getByLabelText("With"), { target: { value: "p2" } });
    fireEvent.click(dialog.getByRole("button", { name: "Plan it" }));
    expect(await dialog.findByText("Ben Brandt has another session at that time.")).toBeTruthy();
    expect((dialog.getByLabelText("With") as HTMLSelectElement).value).toBe("p2");
  });
  it("opens by its address and is gone from it by Esc", async () => {
    fake_server({ "GET /api/team": team([rep("p2", "Ben Brandt")]), "GET /api/playbook": { session_types: types } });
    const { router } = await open_page(ana, "/team?plan=true");
    fireEvent.keyDown(await screen.findByRole("dialog"), { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(router.state.location.search).not.toHaveProperty("plan", true);
  });
});
