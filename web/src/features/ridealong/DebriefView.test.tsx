import "fake-indexeddb/auto";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetPerson } from "@/live/outbox";
import { fake_server } from "@/testing/server";
import { ClosedView } from "./ClosedView";
import { DebriefView } from "./DebriefView";
import { rideAlongKey } from "./queries";
import { render_ride } from "./ride_along_testing";
import { pad_note, ride_along, stages } from "./sample_ride_along";
import type { Debrief } from "./wire";

const now = "2027-03-30T14:06:00Z";
const debrief = (over: Partial<Debrief> = {}): Debrief => ({ ...ride_along().debrief, due_at: "2027-03-31T10:00:00Z", started_at: "2027-03-30T14:00:00Z", on_time: true, stage: "self_assessment", stages: [{ ...stages[0]!, entered_at: "2027-03-30T14:00:00Z" }, ...stages.slice(1)], ...over });
const debriefing = ride_along({ state: "debriefing", now, started_at: "2027-03-30T09:00:00Z", ended_at: "2027-03-30T09:45:00Z", held: true, notes: [pad_note({ text: "What does a week cost?" })], debrief: debrief(), allowed: ["stage", "next-step", "next-session"] });
const said = [1, 2, 3].map((number) => ({ number, text: `Comment ${number}`, at: now }));
const sessions = { items: [{ id: "s9", kind: "weekly_one_on_one", kind_name: "Weekly 1:1", rep: debriefing.rep, manager: debriefing.manager, starts_at: "2027-04-06T09:00:00Z", minutes: 30, state: "planned", counts_as_coaching: true }] };

async function opened(over = debriefing, more: Record<string, unknown> = {}) {
  const server = fake_server({ "GET /api/playbook": { competencies: [], indicators: [] }, "GET /api/sessions": sessions, "POST /api/commitment-hint": { kind: "behaviour" }, ...more });
  return { server, ...(await render_ride(over, <DebriefView />)) };
}
const part = (name: string) => within(screen.getByRole("region", { name }));

beforeEach(() => forgetPerson("u-ride"));
afterEach(() => vi.unstubAllGlobals());

describe("the 24 hours", () => {
  it("are shown with the due time and the days that do not count", async () => {
    await opened({ ...debriefing, state: "ended", debrief: debrief({ started_at: undefined, on_time: undefined, stages, skips: ["2027-03-27", "2027-03-28"] }), allowed: ["debrief"] });
    expect(screen.getByText(/left$|late$/)).toBeTruthy();
    expect(screen.getByText("Saturday and Sunday not counted")).toBeTruthy();
    expect(screen.getByText((_, node) => node?.tagName === "SPAN" && /^Due .*31 Mar|^Due .*Mar 31/.test(node.textContent ?? ""))).toBeTruthy();
  });
  it("stop counting once the debrief began in time", async () => {
    await opened();
    expect(screen.getByText("Within 24 hours")).toBeTruthy();
  });
  it("that were missed are said plainly", async () => {
    await opened({ ...debriefing, debrief: debrief({ on_time: false }) });
    expect(screen.getByText("Later than 24 hours")).toBeTruthy();
  });
});

describe("the rep first", () => {
  it("the manager cannot go on before the rep has said how they saw it", async () => {
    await opened();
    expect((screen.getByRole("button", { name: /^Next: At most three comments/ }) as HTMLButtonElement).disabled).toBe(true);
    expect(screen.getByText("First the rep says how they saw it.")).toBeTruthy();
    expect(part("At most three comments").queryByRole("textbox")).toBeNull();
  });
  it("what the rep writes opens the next stage, which a key enters", async () => {
    const { server, client } = await opened(debriefing, { "POST /api/ride-alongs/r1/debrief/stage": { ...debriefing, version: 9 } });
    act(() => void client.setQueryData(rideAlongKey("r1"), { ...debriefing, debrief: debrief({ self_assessment: "I waited." }), version: 6 }));
    expect(await screen.findByText("I waited.")).toBeTruthy();
    await act(async () => void fireEvent.keyDown(document.body, { key: "n" }));
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/debrief/stage")[0]?.body).toEqual({ stage: "comments" }));
  });
  it("writes in their own words, saved as they are typed", async () => {
    const rep = { ...debriefing, viewer: "rep" as const, allowed: ["self-assessment", "next-step"] };
    const { server } = await opened(rep, { "PUT /api/ride-alongs/r1/self-assessment": rep });
    const box = screen.getByLabelText("How did you see it?") as HTMLTextAreaElement;
    await waitFor(() => expect(box.disabled).toBe(false));
    fireEvent.change(box, { target: { value: "I waited." } });
    await waitFor(() => expect(server.asked_of("PUT /api/ride-alongs/r1/self-assessment")[0]?.body).toEqual({ text: "I waited." }));
  });
});

describe("at most three comments", () => {
  const commenting = { ...debriefing, debrief: debrief({ self_assessment: "I waited.", comments: said.slice(0, 2) }), allowed: ["comments", "stage", "next-step"] };
  it("the last one is announced as the last", async () => {
    const { server } = await opened(commenting, { "POST /api/ride-alongs/r1/comments": { ...commenting, debrief: debrief({ self_assessment: "I waited.", comments: said }), allowed: ["stage"], version: 9 } });
    const comments = part("At most three comments");
    expect(comments.getByText("1 comment is left; it is the last.")).toBeTruthy();
    fireEvent.change(comments.getByRole("textbox"), { target: { value: "Comment 3" } });
    fireEvent.click(comments.getByRole("button", { name: "Say it" }));
    expect(await screen.findByText("That is 3, and nobody works on more at a time.")).toBeTruthy();
    expect(server.asked_of("POST /api/ride-alongs/r1/comments")[0]!.body).toEqual({ text: "Comment 3" });
  });
  it("a fourth is kindly refused before anything is sent", async () => {
    await opened({ ...commenting, debrief: debrief({ self_assessment: "I waited.", comments: said }), allowed: ["stage"] });
    const comments = part("At most three comments");
    expect(comments.queryByRole("textbox")).toBeNull();
    expect(comments.getByText(/keeps until your next 1:1/)).toBeTruthy();
    expect(within(comments.getByRole("list", { name: "Ben's comments" })).getAllByRole("listitem")).toHaveLength(3);
  });
});

describe("the next step and the next session", () => {
  it("is a commitment in the rep's words, due when the two speak again", async () => {
    const rep = { ...debriefing, viewer: "rep" as const, allowed: ["next-step", "next-session"] };
    const { server } = await opened(rep, { "POST /api/ride-alongs/r1/next-step": { ...rep, version: 9 } });
    const step = part("Your next step");
    fireEvent.change(step.getByLabelText("What will you do, in your own words?"), { target: { value: "I count to ten." } });
    await waitFor(() => expect((step.getByLabelText("By") as HTMLInputElement).value).toBe("2027-04-06"));
    fireEvent.click(step.getByRole("button", { name: "Commit" }));
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/next-step")[0]?.body).toMatchObject({ text: "I count to ten.", due_on: "2027-04-06" }));
    expect(step.queryByText(/deals/i)).toBeNull();
  });
  it("confirms the next conversation by one tap", async () => {
    const { server } = await opened(debriefing, { "POST /api/ride-alongs/r1/next-session": { ...debriefing, debrief: debrief({ next_session_at: "2027-04-06T09:00:00Z", next_session_id: "s9" }), version: 9 } });
    fireEvent.click(await screen.findByRole("button", { name: "Confirm it" }));
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/next-session")[0]?.body).toEqual({ session_id: "s9" }));
    expect(await screen.findByRole("link", { name: "Open it" })).toBeTruthy();
  });
  it("offers the manager to plan one where there is none", async () => {
    await opened(debriefing, { "GET /api/sessions": { items: [] } });
    expect(await screen.findByRole("button", { name: "Plan one" })).toBeTruthy();
  });
});

describe("a ride-along that is over", () => {
  const closed = async (over: Parameters<typeof ride_along>[0]) => {
    fake_server({ "GET /api/playbook": { competencies: [], indicators: [] }, "GET /api/sessions": sessions });
    return render_ride(ride_along({ now, ...over }), <ClosedView />);
  };
  it("reads as what was seen, said and agreed, with no field to change it", async () => {
    await closed({ state: "done", held: true, debrief: debrief({ self_assessment: "I waited.", comments: said, next_step: { id: "c1", text: "I count to ten.", due_on: "2027-04-06" } }) });
    for (const text of ["I waited.", "Comment 3", "“I count to ten.”"]) expect(screen.getByText(text)).toBeTruthy();
    expect(screen.queryByRole("textbox")).toBeNull();
  });
  it("that the customer called off says that it is owed again", async () => {
    await closed({ state: "lost" });
    expect(screen.getByText(/It is owed again/)).toBeTruthy();
  });
});
