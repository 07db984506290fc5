import "fake-indexeddb/auto";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CommitmentSection } from "./CommitmentSection";
import { answering, render_in } from "./conversation_testing";
import { forgetPerson, postsOf, queuePost } from "@/live/outbox";
import { sample } from "./sample_conversation";

const running = sample({ viewer: "rep", next: { starts_at: "2027-04-06T09:00:00Z" }, allowed: ["commitments", "notes"], commitments: [{ id: "c1", text: "I will pause.", due_on: "2027-04-06", opportunities: [] }] });
const say = async (words: string) => {
  await userEvent.type(screen.getByRole("textbox", { name: /What will you do/ }), words);
  await userEvent.click(screen.getByRole("button", { name: "Commit" }));
};

beforeEach(() => forgetPerson("u1"));
afterEach(() => vi.unstubAllGlobals());

describe("commitments of a conversation", () => {
  it("are due at the next session", async () => {
    const calls = answering(() => ({}));
    await render_in(running, <CommitmentSection />);
    await say("I will ask first.");
    await waitFor(() => expect(calls.find(({ path }) => path.endsWith("/commitments"))?.body).toEqual({ text: "I will ask first.", due_on: "2027-04-06" }));
  });

  it("made without a connection wait on this device and are sent when it is back", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
    await render_in(running, <CommitmentSection />);
    await say("I will ask first.");
    expect(await screen.findByText("Kept on this device, will be sent")).toBeInstanceOf(HTMLElement);
    const [kept] = await postsOf("u1");
    const calls = answering(() => ({ id: "c2" }));
    act(() => void window.dispatchEvent(new Event("online")));
    await waitFor(() => expect(screen.queryByText("Kept on this device, will be sent")).toBeNull());
    expect(calls.filter(({ path }) => path.endsWith("/commitments"))).toHaveLength(1);
    expect(kept?.idempotency_key).toMatch(/.{16,}/);
  });

  it("left by a closed tab are sent when the page is opened again", async () => {
    await queuePost({ user_id: "u1", session_id: "s1", path: "/api/sessions/s1/commitments", body: { text: "From before." }, idempotency_key: "k" });
    const calls = answering(() => ({ id: "c2" }));
    await render_in(running, <CommitmentSection />);
    await waitFor(() => expect(calls.map(({ body }) => body.text)).toContain("From before."));
    expect(await postsOf("u1")).toEqual([]);
  });

  it("are withdrawn at once and taken back with the same words", async () => {
    const calls = answering(() => ({}));
    await render_in(running, <CommitmentSection />);
    await userEvent.click(screen.getByRole("button", { name: "Withdraw: I will pause." }));
    await waitFor(() => expect(calls.map(({ method }) => method)).toContain("DELETE"));
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(calls.find(({ method, path }) => method === "POST" && path.endsWith("/commitments"))?.body).toMatchObject({ text: "I will pause.", due_on: "2027-04-06" }));
  });

  it("keep the words and say why when the server refuses", async () => {
    answering(({ path }) => (path.endsWith("/commitments") ? { status: 422, title: "Unprocessable", code: "due_in_the_past", detail: "That day is over." } : {}));
    await render_in(running, <CommitmentSection />);
    await say("I will ask first.");
    expect((await screen.findAllByText("That day is over.")).length).toBeGreaterThan(0);
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /What will you do/ }).value).toBe("I will ask first.");
  });
});
