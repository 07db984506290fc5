import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ana, render_as } from "@/testing/render";
import { fake_server, no_network, Refused } from "@/testing/server";
import { CheckIn } from "./CheckIn";
import { Controls, HandOver } from "./Controls";
import { Floor } from "./Floor";
import { HomeCircle } from "./HomeCircle";
import { render_meeting } from "./meeting_testing";
import { OwnCommitment } from "./OwnCircle";
import { PlannedView } from "./PlannedView";
import { RunningView } from "./RunningView";
import { circle_commitment, meeting, meeting_member } from "./sample_meeting";
import type { MyCircle } from "./wire";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const done = { id: "m1", version: 5 };
const key = (name: string) => act(async () => void fireEvent.keyDown(document.body, { key: name }));
const member = meeting({ is_facilitator: false, facilitator: { id: "p2", name: "Bo Lind" }, allowed: ["leave", "floor", "note", "message", "commitment", "feedback"] });

describe("the floor", () => {
  it("is given by the facilitator with a tap or a number, and taken back with the next", async () => {
    const server = fake_server({ "POST /api/circle-meetings/m1/floor": done, "GET /api/circle-meetings/m1": meeting({ version: 5, floor: { person: { id: "p2", name: "Bo Lind" }, since: "2027-03-30T13:02:00Z" } }) });
    await render_meeting(meeting(), <Floor />);
    fireEvent.click(await screen.findByRole("button", { name: /Bo Lind/ }));
    expect(await screen.findByRole("button", { name: /Bo Lind/, pressed: true })).toBeTruthy();
    await waitFor(() => expect(server.asked_of("POST /api/circle-meetings/m1/floor")[0]?.body).toEqual({ person_id: "p2" }));
    await key("2");
    await waitFor(() => expect(server.asked_of("POST /api/circle-meetings/m1/floor")[1]?.body).toEqual({}));
  });
  it("is a member's to take for themselves, and not for others", async () => {
    const server = fake_server({ "POST /api/circle-meetings/m1/floor": done, "GET /api/circle-meetings/m1": { ...member, version: 5 } });
    await render_meeting(member, <Floor />);
    expect(await screen.findByRole("button", { name: /Ana Almeida/ })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Bo Lind/ })).toBeNull();
    await key("2");
    await key("f");
    await waitFor(() => expect(server.asked_of("POST /api/circle-meetings/m1/floor")).toHaveLength(1));
    expect(server.asked[0]!.body).toEqual({ person_id: "p1" });
  });
  it("says to the facilitator alone who has hardly spoken", async () => {
    const spoken = [meeting_member("p1", "Ana Almeida", { airtime_seconds: 400 }), meeting_member("p2", "Bo Lind", { airtime_seconds: 20 })];
    const { unmount } = await render_meeting(meeting({ members: spoken }), <Floor />);
    expect(await screen.findByText("Bo has hardly spoken. Ask them next?")).toBeTruthy();
    unmount();
    await render_meeting({ ...member, members: spoken }, <Floor />);
    await screen.findByRole("region", { name: "Who has the floor" });
    expect(screen.queryByText(/hardly spoken/)).toBeNull();
  });
});

describe("moving the hour on", () => {
  it("is one key for the facilitator, shown before the server has answered", async () => {
    const server = fake_server({ "POST /api/circle-meetings/m1/stage": done, "GET /api/circle-meetings/m1": meeting({ version: 5, stage: "case_one" }), "GET /api/circle-meetings/m1/enps": new Refused(404) });
    await render_meeting(meeting(), <RunningView />);
    await screen.findByRole("button", { name: /Next: First case/ });
    await key("n");
    expect(await screen.findByRole("heading", { name: /First case\s*: Ana Almeida/ })).toBeTruthy();
    await waitFor(() => expect(server.asked_of("POST /api/circle-meetings/m1/stage")[0]?.body).toEqual({ stage: "case_one" }));
  });
  it("is nobody else's", async () => {
    await render_meeting(member, <Controls />);
    expect(screen.queryByRole("button")).toBeNull();
    await key("n");
  });
  it("is handed over in one tap on a name of somebody who is here", async () => {
    const server = fake_server({ "POST /api/circle-meetings/m1/handover": done, "GET /api/circle-meetings/m1": { ...member, version: 5 } });
    await render_meeting(meeting(), <HandOver />);
    fireEvent.click(await screen.findByRole("button", { name: "Hand over" }));
    const menu = await screen.findByRole("menu");
    expect(within(menu).queryByText("Di Sol")).toBeNull();
    fireEvent.click(within(menu).getByText("Bo Lind"));
    await waitFor(() => expect(server.asked_of("POST /api/circle-meetings/m1/handover")[0]?.body).toEqual({ to_id: "p2" }));
  });
  it("is taken over in one tap where the facilitator is not here", async () => {
    const server = fake_server({ "POST /api/circle-meetings/m1/handover": done, "GET /api/circle-meetings/m1": meeting({ version: 5 }) });
    await render_meeting({ ...member, state: "planned", stage: undefined, allowed: ["take_over", "attend"] }, <PlannedView />);
    fireEvent.click(await screen.findByRole("button", { name: "Bo is not here: I take over" }));
    await waitFor(() => expect(server.asked_of("POST /api/circle-meetings/m1/handover")[0]?.body).toEqual({}));
  });
});

describe("the check-in", () => {
  it("names each one's commitment, and asks the owner alone what became of theirs", async () => {
    const server = fake_server({ "POST /api/circle-commitments/c1/outcome": done });
    await render_meeting(meeting(), <CheckIn />);
    expect(await screen.findByText("“I open with the agenda”")).toBeTruthy();
    expect(screen.getAllByRole("group", { name: "What became of it?" })).toHaveLength(1);
    fireEvent.change(screen.getByLabelText("In one sentence"), { target: { value: "Two of four" } });
    fireEvent.click(screen.getByRole("button", { name: "Partly" }));
    await waitFor(() => expect(server.asked_of("POST /api/circle-commitments/c1/outcome")[0]?.body).toEqual({ outcome: "partly", note: "Two of four" }));
  });
  it("shows what the owner said, who may say it differently", async () => {
    const said = { outcome: "partly" as const, outcome_note: "Two of four" };
    await render_meeting(meeting({ check_in: [circle_commitment(said), circle_commitment({ id: "c2", mine: false, owner: { id: "p2", name: "Bo Lind" }, ...said })] }), <CheckIn />);
    expect(await screen.findAllByText("Two of four")).toHaveLength(2);
    expect(screen.queryByRole("group")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Say it differently" }));
    expect(screen.getByRole("button", { name: "Partly", pressed: true })).toBeTruthy();
  });
  it("of the first session says that the next one opens on what is said in it", async () => {
    await render_meeting(meeting({ number: 1, check_in: [] }), <CheckIn />);
    expect(await screen.findByText(/From the next one on it opens on what each of you says today/)).toBeTruthy();
  });
});

describe("my commitments", () => {
  it("are taken into my 1:1 one at a time, and the page says what the manager sees then", async () => {
    const server = fake_server({ "POST /api/circle-commitments/c1/carry": done });
    await render_as(ana, <ul><OwnCommitment commitment={circle_commitment()} /></ul>);
    fireEvent.click(await screen.findByRole("button", { name: "Take it into my 1:1" }));
    expect(await screen.findByText(/Your manager will see this one commitment in your next 1:1, and nothing else of the circle/)).toBeTruthy();
    expect(server.asked_of("POST /api/circle-commitments/c1/carry")).toHaveLength(1);
  });
  it("that were taken lead to that 1:1", async () => {
    await render_as(ana, <ul><OwnCommitment commitment={circle_commitment({ taken_to: { session_id: "s9", starts_at: "2027-03-31T09:00:00Z" } })} /></ul>);
    expect((await screen.findByRole("link", { name: /In your 1:1 on/ })).getAttribute("href")).toBe("/sessions/s9");
  });
});

describe("what is written to the circle", () => {
  it("stays in its field when it could not be sent", async () => {
    fake_server({ "POST /api/circle-meetings/m1/messages": no_network });
    await render_meeting(meeting(), <RunningView />);
    const field = (await screen.findByLabelText("Write to the circle")) as HTMLInputElement;
    fireEvent.change(field, { target: { value: "Template follows" } });
    fireEvent.submit(field.form!);
    expect((await screen.findAllByText("You are offline. Nothing was changed.")).length).toBeGreaterThan(0);
    expect(field.value).toBe("Template follows");
  });
});

describe("the circle on the home page", () => {
  const circle = (over: Partial<MyCircle> = {}): MyCircle => ({
    id: "k1", name: "AE 1", form: "same", held_by: "ae", current: true, reads: "all", joined_at: "2027-01-01T00:00:00Z", first_day: "2027-01-01", last_day: "2027-06-30", members: [], two_missed: false,
    slot: { weekday: 2, starts: "15:00", time_zone: "Europe/Madrid", minutes: 60, every_weeks: 2 },
    next: { id: "m1", circle_id: "k1", number: 3, starts_at: new Date(Date.now() + 3_600_000).toISOString(), ends_at: new Date(Date.now() + 7_200_000).toISOString(), state: "planned", expected: 5, excused: 0, present: 0, missed: 0 },
    ...over,
  });
  const shown = async (over: Partial<MyCircle>) => {
    fake_server({ "GET /api/my-circles": { now: ana.now, circles: [circle(over)] } });
    await render_as({ ...ana, now: new Date().toISOString() }, <HomeCircle />);
  };
  it("is said two days before, and leads to the hour", async () => {
    await shown({});
    expect((await screen.findByRole("link", { name: /AE 1: session 3/ })).getAttribute("href")).toBe("/circle-meetings/m1");
  });
  it("asks the member alone after two that were missed", async () => {
    await shown({ next: undefined, two_missed: true });
    expect(await screen.findByRole("link", { name: /Does the time of AE 1 still suit you\?.*Only you see this\./ })).toBeTruthy();
  });
  it("is not there while nothing is near", async () => {
    await shown({ next: { ...circle().next!, starts_at: new Date(Date.now() + 5 * 86_400_000).toISOString() } });
    await waitFor(() => expect(document.body.textContent).not.toContain("AE 1"));
  });
});
