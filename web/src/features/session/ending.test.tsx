import "fake-indexeddb/auto";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Conversation } from "@/api";
import { answering, render_in } from "./conversation_testing";
import { EndDialog } from "./EndDialog";
import { EndedView } from "./EndedView";
import { NextSession } from "./NextSession";
import { no_evidence, sample } from "./sample_conversation";

const ended = (over: Partial<Conversation> = {}) => sample({ state: "ended", timer: { state: "idle", total_seconds: 1860 }, allowed: ["next", "share", "notes"], ...over });
const to_rep = (over: Partial<Conversation> = {}) => ended({ viewer: "rep", allowed: ["confirm", "usefulness", "share", "notes"], ...over });

afterEach(() => vi.unstubAllGlobals());

describe("the next session", () => {
  it("takes the suggested slot in one tap", async () => {
    const calls = answering(() => ended({ version: 6 }));
    await render_in(ended({ next: { suggested_starts_at: "2027-04-06T09:00:00Z" } }), <NextSession />);
    await userEvent.click(screen.getByRole("button", { name: /^Same slot/ }));
    await waitFor(() => expect(calls[0]).toMatchObject({ path: "/api/sessions/s1/next", body: { starts_at: "2027-04-06T09:00:00Z" } }));
  });

  it("is the same local time next week where the server suggests nothing", async () => {
    const calls = answering(() => ended({ version: 6 }));
    await render_in(ended({ starts_at: "2027-03-23T08:30:00Z", next: undefined }), <NextSession />);
    await userEvent.click(screen.getByRole("button", { name: /^Same slot/ }));
    await waitFor(() => expect(calls[0]?.body.starts_at).toBe("2027-03-30T07:30:00Z"));
  });

  it("takes another day of the week", async () => {
    const calls = answering(() => ended({ version: 6 }));
    await render_in(ended({ next: { suggested_starts_at: "2027-04-06T09:00:00Z" } }), <NextSession />);
    await userEvent.click(screen.getByRole("button", { name: "Another time" }));
    await userEvent.click(await screen.findByRole("button", { name: /Thursday/ }));
    await userEvent.click(screen.getByRole("button", { name: "Plan it" }));
    await waitFor(() => expect(calls[0]?.body.starts_at).toBe("2027-04-08T09:00:00Z"));
  });

  it("is only shown once it is planned", async () => {
    answering();
    await render_in(ended({ next: { session_id: "s2", starts_at: "2027-04-06T09:00:00Z" } }), <NextSession />);
    expect(screen.getByRole("link", { name: "Open it" }).getAttribute("href")).toBe("/sessions/s2");
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("closing", () => {
  it("says what is missing before it ends", async () => {
    const calls = answering(() => ended({ version: 6 }));
    await render_in(sample({ allowed: ["end", "next"], timer: { state: "paused", total_seconds: 600 } }), <EndDialog open onOpenChange={() => undefined} />);
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(/No commitment yet/)).toBeInstanceOf(HTMLElement);
    expect(within(dialog).getByText("10 of 30 minutes: it will count as held short.")).toBeInstanceOf(HTMLElement);
    await userEvent.click(within(dialog).getByRole("button", { name: "End it now" }));
    await waitFor(() => expect(calls[0]?.path).toBe("/api/sessions/s1/end"));
  });
});

describe("after the end", () => {
  it("the rep confirms in one tap", async () => {
    const calls = answering(() => to_rep({ version: 6, confirmation: { confirmed_at: "2027-03-30T10:00:00Z" } }));
    await render_in(to_rep(), <EndedView />);
    await userEvent.click(screen.getByRole("button", { name: "Yes, we talked" }));
    await waitFor(() => expect(calls.map((call) => call.path)).toEqual(["/api/sessions/s1/confirm"]));
    expect(await screen.findByText(/You confirmed that it was held/)).toBeInstanceOf(HTMLElement);
  });

  it("the rep rates in one tap, 0 to 10", async () => {
    const calls = answering(() => to_rep({ version: 6, confirmation: { usefulness: 0 } }));
    await render_in(to_rep(), <EndedView />);
    const scores = screen.getByRole("group", { name: "Was this useful?" });
    expect(within(scores).getAllByRole("button")).toHaveLength(11);
    await userEvent.click(within(scores).getByRole("button", { name: "0 of 10" }));
    await waitFor(() => expect(calls[0]).toMatchObject({ path: "/api/sessions/s1/usefulness", body: { score: 0 } }));
  });

  it("the manager sees that it is confirmed and no rating", async () => {
    answering();
    await render_in(ended({ confirmation: { confirmed_at: "2027-03-30T10:00:00Z" } }), <EndedView />);
    expect(screen.getByText("Ana has confirmed that it was held.")).toBeInstanceOf(HTMLElement);
    expect(screen.queryByText("Was this useful?")).toBeNull();
  });

  it("shows the verdict, the notes by stage and the commitment", async () => {
    answering();
    const made = { id: "c2", text: "I will pause after the number.", due_on: "2027-04-06", opportunities: [] };
    const judged = { id: "c1", text: "I will ask first.", due_on: "2027-03-30", made_at: "2027-03-23T09:00:00Z", verdict: "partly" as const, verdict_note: "Twice.", evidence: no_evidence };
    await render_in(ended({ commitments: [made], gate: { state: "passed", commitments: [judged] }, shared_notes: [{ stage: "open", text: "Wants to slow down.", version: 2 }] }), <EndedView />);
    for (const text of ["“I will pause after the number.”", "“I will ask first.”", "Partly", "Twice.", "Wants to slow down."]) expect(screen.getByText(text)).toBeInstanceOf(HTMLElement);
    expect(screen.queryByRole("textbox", { name: /Notes on/ })).toBeNull();
  });

  it("one that was missed can still be moved or excused, and what was open stays open", async () => {
    answering();
    const open_one = { id: "c1", text: "I will ask first.", due_on: "2027-03-30", made_at: "2027-03-23T09:00:00Z", evidence: no_evidence };
    await render_in(ended({ state: "missed", allowed: ["move", "cancel", "excuse"], gate: { state: "open", commitments: [open_one] } }), <EndedView />);
    expect(screen.getByText("Still open, for the next time")).toBeInstanceOf(HTMLElement);
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    expect(await screen.findByRole("menuitem", { name: "Move to another time" })).toBeInstanceOf(HTMLElement);
    expect(screen.getByRole("menuitem", { name: "Excuse" })).toBeInstanceOf(HTMLElement);
  });

  it("notes can be completed while the server allows it", async () => {
    answering();
    await render_in(ended({ shared_notes: [{ stage: "open", text: "Wants to slow down.", version: 2 }] }), <EndedView />);
    await userEvent.click(screen.getByRole("button", { name: "Complete the notes" }));
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Notes on Open, seen by both of you" }).value).toBe("Wants to slow down.");
  });
});
