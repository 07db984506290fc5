import "fake-indexeddb/auto";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Conversation } from "@/api";
import { answering, render_in } from "./conversation_testing";
import { GateView } from "./GateView";
import { sample, since } from "./sample_conversation";

const words = "I will ask what it costs them, on every discovery call.";
const gate = (over: Partial<Conversation> = {}) =>
  sample({
    gate: { state: "open", commitments: [{ id: "c1", text: words, due_on: "2027-03-30", made_at: since, evidence: [{ label: "Discovery calls held", value: 5, n: 5, before: 4 }] }] },
    allowed: ["skip-gate", "gate", "end", "pause"],
    ...over,
  });

afterEach(() => vi.unstubAllGlobals());

describe("the inspection gate", () => {
  it("shows the commitment in the rep's words and the evidence with its n", async () => {
    answering();
    await render_in(gate(), <GateView />);
    expect(screen.getByText(`“${words}”`)).toBeInstanceOf(HTMLElement);
    expect(screen.getByText("n = 5")).toBeInstanceOf(HTMLElement);
    expect(screen.getByText("before: 4")).toBeInstanceOf(HTMLElement);
  });

  it("opens nothing else: no notes, no agenda, no composer", async () => {
    answering();
    await render_in(gate(), <GateView />);
    expect(screen.queryByRole("textbox", { name: /Notes on/ })).toBeNull();
    expect(screen.queryByRole("navigation", { name: "Stages" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Commit" })).toBeNull();
  });

  it.each([
    ["1", "kept"],
    ["2", "partly"],
    ["3", "missed"],
    ["4", "no_occasion"],
  ])("the key %s judges it %s", async (key, verdict) => {
    const calls = answering(() => gate({ version: 6 }));
    await render_in(gate(), <GateView />);
    await userEvent.keyboard(key);
    await waitFor(() => expect(calls).toHaveLength(1));
    expect(calls[0]).toMatchObject({ path: "/api/sessions/s1/gate", body: { commitment_id: "c1", verdict } });
  });

  it("sends the note along, and a digit in the note judges nothing", async () => {
    const calls = answering(() => gate({ version: 6 }));
    await render_in(gate(), <GateView />);
    await userEvent.type(screen.getByRole("textbox", { name: /In a few words/ }), "3 of 5 calls");
    expect(calls).toHaveLength(0);
    await userEvent.click(screen.getByRole("button", { name: /Partly/ }));
    await waitFor(() => expect(calls[0]?.body).toEqual({ commitment_id: "c1", verdict: "partly", note: "3 of 5 calls" }));
  });

  it("leaves the keys alone for somebody who switched them off", async () => {
    const calls = answering();
    await render_in(gate(), <GateView />, { me: { single_key_shortcuts: false } });
    await userEvent.keyboard("1");
    expect(calls).toHaveLength(0);
  });

  it("is skipped only with a reason", async () => {
    const calls = answering(() => gate({ version: 6 }));
    await render_in(gate(), <GateView />);
    await userEvent.click(screen.getByRole("button", { name: "Go on without inspecting" }));
    await userEvent.click(await screen.findByRole("button", { name: "Go on" }));
    expect(calls).toHaveLength(0);
    await userEvent.type(screen.getByRole("textbox", { name: "Reason" }), "No calls last week.");
    await userEvent.click(screen.getByRole("button", { name: "Go on" }));
    await waitFor(() => expect(calls[0]).toMatchObject({ path: "/api/sessions/s1/start", body: { skip_gate_reason: "No calls last week." } }));
  });

  it("gives the rep the words and not the verdicts", async () => {
    answering();
    await render_in(gate({ viewer: "rep", allowed: ["share"] }), <GateView />);
    expect(screen.queryByRole("group", { name: "What became of it?" })).toBeNull();
    expect(screen.getByText(/Read it out loud/)).toBeInstanceOf(HTMLElement);
  });
});
