import "fake-indexeddb/auto";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { draftsOf, forgetPerson } from "@/live/outbox";
import { fake_server, no_network, Refused } from "@/testing/server";
import { PlannedView } from "./PlannedView";
import { pre_brief_target } from "./put_text";
import { render_ride } from "./ride_along_testing";
import { ride_along } from "./sample_ride_along";

const rep = ride_along({ viewer: "rep", now: "2027-03-29T08:00:00Z", allowed: ["pre-brief", "sign", "consent", "cancel"] });
const manager = ride_along({ now: "2027-03-29T08:00:00Z", allowed: ["pre-brief", "format", "start", "cancel"] });
const full = { ...rep.pre_brief, people: "Dana", objective: "Cost", objections: "Not now", skill: "Waiting" };
const people_field = () => screen.findByLabelText("Who will be there, and what does each of them want?");

async function opened(over = rep, more: Record<string, unknown> = {}) {
  const server = fake_server({ "GET /api/playbook": { competencies: [{ key: "asking", name: "Asking" }] }, "PUT /api/ride-alongs/r1/pre-brief": over, ...more });
  return { server, ...(await render_ride(over, <PlannedView />)) };
}

beforeEach(() => forgetPerson("u-ride"));
afterEach(() => vi.unstubAllGlobals());

describe("the rep's pre-brief", () => {
  it("is saved as it is typed", async () => {
    const { server } = await opened();
    fireEvent.change(await people_field(), { target: { value: "Dana, finance" } });
    await waitFor(() => expect(server.asked_of("PUT /api/ride-alongs/r1/pre-brief").at(-1)?.body).toEqual({ people: "Dana, finance", objective: "", objections: "", skill: "" }));
    expect(await screen.findByText("Saved")).toBeTruthy();
  });
  it("stays on this device without a network, and comes back in a new tab", async () => {
    const { unmount } = await opened(rep, { "PUT /api/ride-alongs/r1/pre-brief": no_network });
    fireEvent.change(await people_field(), { target: { value: "Dana, finance" } });
    await screen.findByText("Offline, kept on this device");
    await waitFor(async () => expect((await draftsOf("u-ride")).map(({ target }) => target)).toEqual([pre_brief_target]));
    unmount();
    const { server } = await opened();
    expect(((await people_field()) as HTMLTextAreaElement).value).toBe("Dana, finance");
    await waitFor(() => expect(server.asked_of("PUT /api/ride-alongs/r1/pre-brief")).toHaveLength(1));
  });
  it("is handed over once all four answers are there", async () => {
    const { server } = await opened({ ...rep, pre_brief: { ...full, skill: "" } });
    const ready = (await screen.findByRole("button", { name: "I am ready" })) as HTMLButtonElement;
    expect(ready.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText("Which skill are you working on?"), { target: { value: "Waiting" } });
    await waitFor(() => expect(ready.disabled).toBe(false));
    server.answers["PUT /api/ride-alongs/r1/pre-brief"] = { ...rep, pre_brief: { ...full, signed_at: rep.now }, allowed: ["pre-brief", "consent"], version: 6 };
    fireEvent.click(ready);
    expect(await screen.findByText(/^Ready since/)).toBeTruthy();
    expect(server.asked_of("PUT /api/ride-alongs/r1/pre-brief").at(-1)?.body).toEqual({ sign: true });
  });
  it("shows what the manager listens for, and the prompts of the playbook", async () => {
    await opened({ ...rep, pre_brief: { ...rep.pre_brief, listen_for: "The silence" } });
    expect(await screen.findByText("The silence")).toBeTruthy();
    expect(screen.getByText("Who will be on the call, and what does each of them want?")).toBeTruthy();
  });
});

describe("consent to a takeover", () => {
  it("is signed yes or no by the rep, and explained", async () => {
    const { server } = await opened(rep, { "POST /api/ride-alongs/r1/consent": { ...rep, consent: false, consent_at: rep.now, version: 6 } });
    expect(screen.getByText("Not answered yet")).toBeTruthy();
    expect(screen.getByText(/from then on it stands/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "No" }));
    await waitFor(() => expect(screen.getByRole("button", { name: "No" }).getAttribute("aria-pressed")).toBe("true"));
    expect(server.asked_of("POST /api/ride-alongs/r1/consent")[0]!.body).toEqual({ given: false });
  });
  it("is taken back with the reason where the call has begun meanwhile", async () => {
    await opened(rep, { "POST /api/ride-alongs/r1/consent": new Refused(409, { detail: "The call has begun. What is signed for it is signed before." }), "GET /api/ride-alongs/r1": rep });
    fireEvent.click(screen.getByRole("button", { name: "Yes, Ben may" }));
    expect((await screen.findAllByText("The call has begun. What is signed for it is signed before."))[0]).toBeTruthy();
    await waitFor(() => expect(screen.getByRole("button", { name: "Yes, Ben may" }).getAttribute("aria-pressed")).toBe("false"));
  });
  it("cannot be changed once it may not be signed any more", async () => {
    await opened({ ...rep, consent: true, allowed: [] });
    expect(screen.getByText(/Yes, signed by Ana\./)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "No" })).toBeNull();
  });
  it("is not asked for in a reverse session, where the manager is on no call", async () => {
    await opened({ ...rep, format: "reverse" });
    expect(screen.queryByText(/take the call over/)).toBeNull();
  });
  it("is the rep's alone: the manager reads that a takeover would be logged without", async () => {
    await opened(manager);
    expect(screen.getByText(/Ana has not signed\. A takeover would be logged as without consent\./)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "No" })).toBeNull();
  });
});

describe("the manager before the call", () => {
  it("reads the rep's plan and writes only what they will listen for", async () => {
    const { server } = await opened({ ...manager, pre_brief: full });
    expect(screen.getByText("Cost")).toBeTruthy();
    const box = screen.getByLabelText("What will you listen for?") as HTMLTextAreaElement;
    await waitFor(() => expect(box.disabled).toBe(false));
    fireEvent.change(box, { target: { value: "The silence" } });
    await waitFor(() => expect(server.asked_of("PUT /api/ride-alongs/r1/pre-brief").at(-1)?.body).toEqual({ listen_for: "The silence" }));
  });
  it("confirms the format, or another", async () => {
    const { server } = await opened(manager, { "POST /api/ride-alongs/r1/format": { ...manager, format: "co_sell", format_confirmed_at: manager.now, state: "confirmed", version: 6 } });
    fireEvent.change(screen.getByLabelText("Format"), { target: { value: "co_sell" } });
    expect(await screen.findByText("Confirmed by Ben")).toBeTruthy();
    expect(server.asked_of("POST /api/ride-alongs/r1/format")[0]!.body).toEqual({ format: "co_sell" });
  });
  it("cancels only with a reason", async () => {
    const { server } = await opened(manager, { "POST /api/ride-alongs/r1/cancel": { ...manager, state: "cancelled", version: 6 } });
    fireEvent.click(screen.getByRole("button", { name: "Cancel it" }));
    const dialog = await screen.findByRole("dialog");
    fireEvent.submit(dialog.querySelector("form")!);
    expect(server.asked_of("POST /api/ride-alongs/r1/cancel")).toHaveLength(0);
    fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "The customer is ill." } });
    fireEvent.submit(dialog.querySelector("form")!);
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/cancel")[0]?.body).toEqual({ reason: "The customer is ill." }));
  });
  it("starts the call when it begins", async () => {
    const { server } = await opened(manager, { "POST /api/ride-alongs/r1/start": { ...manager, state: "running", version: 6 } });
    fireEvent.click(screen.getByRole("button", { name: "The call begins" }));
    await waitFor(() => expect(server.asked_of("POST /api/ride-alongs/r1/start")).toHaveLength(1));
  });
});
