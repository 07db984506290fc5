import "fake-indexeddb/auto";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CommitmentEvidence, Conversation } from "@/api";
import { answering, render_in } from "./conversation_testing";
import { GateView } from "./GateView";
import { no_evidence, sample, since } from "./sample_conversation";

const words = "I will ask what it costs them, on every discovery call.";
const evidence: CommitmentEvidence = {
  ...no_evidence,
  figures: [{ indicator: "deals_advanced", name: "Open opportunities that came a stage further", unit: "percent", value: 0.25, n: 12, low: 0.09, high: 0.53, before: 0.1, before_n: 96, changed: false }],
  deals: [
    { key: "A1", name: "Acme rollout", stage_before: "Discovery", stage: "Proposal", outcome: "open", days_in_stage: 4.2, moved: true },
    { key: "A2", name: "Umber pilot", stage_before: "Proposal", stage: "Proposal", outcome: "open", days_in_stage: 1.9, moved: false },
    { key: "A3", name: "Foxglove renewal", stage_before: "Negotiation", stage: "Closed Won", outcome: "won", days_in_stage: 2, moved: true },
  ],
  freshness: [{ source: "Opportunities", at: since, stale: false }],
};
const commitment = { id: "c1", text: words, due_on: "2027-03-30", made_at: since, evidence };
const gate = (over: Partial<Conversation> = {}) =>
  sample({
    gate: { state: "open", commitments: [commitment] },
    allowed: ["skip-gate", "gate", "end", "pause"],
    ...over,
  });

afterEach(() => vi.unstubAllGlobals());

describe("the inspection gate", () => {
  it("shows the commitment in the rep's words and the evidence with its n", async () => {
    answering();
    await render_in(gate(), <GateView />);
    expect(screen.getByText(`“${words}”`)).toBeInstanceOf(HTMLElement);
    expect(screen.getByText(/Since .*, n = 12\./)).toBeInstanceOf(HTMLElement);
    expect(screen.getByText("25%")).toBeInstanceOf(HTMLElement);
    expect(screen.getByText("The 13 weeks before: 10%, n = 96.")).toBeInstanceOf(HTMLElement);
    expect(screen.getByText("Not more than noise.")).toBeInstanceOf(HTMLElement);
    expect(screen.getByText(/Opportunities: imported/)).toBeInstanceOf(HTMLElement);
  });

  it("tells of each deal the commitment names where it stood and where it stands", async () => {
    answering();
    await render_in(gate(), <GateView />);
    const [moved, unmoved, won] = within(screen.getByRole("list", { name: "Deals it names" })).getAllByRole("listitem");
    expect(moved!.textContent).toBe("Acme rolloutDiscoveryProposalsince 4 days");
    expect(unmoved!.textContent).toBe("Umber pilotProposalunmoved, 1 day there");
    expect(won!.textContent).toBe("Foxglove renewalWonNegotiationClosed Won");
  });

  it("says why it is silent, and that nothing speaks to what names neither indicator nor deal", async () => {
    answering();
    const said = (over: object) => gate({ gate: { state: "open", commitments: [{ ...commitment, evidence: { ...no_evidence, ...over } }] } });
    const reason = "9 deals were open when this was agreed; the figure is shown from 10 on.";
    const { unmount } = await render_in(said({ silent: [reason] }), <GateView />);
    expect(screen.getByText(reason)).toBeInstanceOf(HTMLElement);
    unmount();
    await render_in(said({}), <GateView />);
    expect(screen.getByText(/no data speaks to it/)).toBeInstanceOf(HTMLElement);
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
