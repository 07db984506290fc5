import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { flushAndForget, flushOutbox } from "./flush";
import { closeOutbox, draftsOf, draftsOfSession, forgetPerson, keepDraft, postsOf, queuePost, waitingCount } from "./outbox";

const ana = "user-ana";
const draft = (over: Partial<Parameters<typeof keepDraft>[0]> = {}) => ({ user_id: ana, session_id: "s1", target: "reality", base: { text: "", version: 0 }, text: "offline words", ...over });
const post = (text: string, key: string) => ({ user_id: ana, session_id: "s1", path: "/api/sessions/s1/commitments", body: { text }, idempotency_key: key });

interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
  key: string | null;
}

/** Answers requests in turn; a number is a status, null a lost connection. Returns what was asked. */
function answering(...answers: ({ status?: number; body?: unknown } | null)[]) {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    calls.push({ method: init.method!, path, body: JSON.parse(String(init.body ?? "{}")) as Record<string, unknown>, key: new Headers(init.headers).get("Idempotency-Key") });
    const answer = answers.shift() ?? null;
    if (!answer) throw new TypeError("fetch failed");
    return new Response(JSON.stringify(answer.body ?? {}), { status: answer.status ?? 200, headers: { "Content-Type": "application/json" } });
  });
  return calls;
}

beforeEach(async () => {
  await forgetPerson(ana);
  await forgetPerson("user-ben");
});
afterEach(() => vi.unstubAllGlobals());

describe("the outbox", () => {
  it("keeps the latest text of a note over a closed tab", async () => {
    await keepDraft(draft({ text: "first" }));
    await keepDraft(draft({ text: "first and second" }));
    await closeOutbox();
    expect((await draftsOfSession(ana, "s1")).map((each) => each.text)).toEqual(["first and second"]);
  });

  it("keeps one person's words from another on the same device", async () => {
    await keepDraft(draft());
    expect(await draftsOf("user-ben")).toEqual([]);
    await forgetPerson("user-ben");
    expect(await waitingCount(ana)).toBe(1);
  });

  it("sends requests in the order they were made, each with its own key", async () => {
    await queuePost(post("first", "k1"));
    await queuePost(post("second", "k2"));
    const calls = answering({ body: { id: "c1" } }, { body: { id: "c2" } });
    expect(await flushOutbox(ana)).toBe(0);
    expect(calls.map((call) => [call.body.text, call.key])).toEqual([["first", "k1"], ["second", "k2"]]);
  });

  it("stops at a lost connection and sends the same key again later", async () => {
    await queuePost(post("first", "k1"));
    await queuePost(post("second", "k2"));
    answering({ body: { id: "c1" } }, null);
    expect(await flushOutbox(ana)).toBe(1);
    const calls = answering({ body: { id: "c2" } });
    expect(await flushOutbox(ana)).toBe(0);
    expect(calls.map((call) => call.key)).toEqual(["k2"]);
  });

  it("keeps what the server refuses, says why, and goes on with the rest", async () => {
    await queuePost(post("first", "k1"));
    await queuePost(post("second", "k2"));
    const calls = answering({ status: 422, body: { title: "Refused", detail: "the conversation has ended", status: 422, code: "ended" } }, { body: { id: "c2" } });
    expect(await flushOutbox(ana)).toBe(1);
    expect(calls).toHaveLength(2);
    expect((await postsOf(ana)).map((each) => each.refused)).toEqual(["the conversation has ended"]);
  });

  it("sends a note with the version it started from and forgets it once taken", async () => {
    await keepDraft(draft({ base: { text: "a", version: 3 }, text: "a, b" }));
    const calls = answering({ body: { text: "a, b", version: 4 } });
    expect(await flushOutbox(ana)).toBe(0);
    expect(calls[0]).toMatchObject({ method: "PUT", path: "/api/sessions/s1/notes/reality", body: { text: "a, b", base_version: 3 } });
  });

  it("merges a note that the other person changed meanwhile and sends both", async () => {
    await keepDraft(draft({ base: { text: "a", version: 1 }, text: "a\nmine" }));
    const conflict = { status: 409, body: { title: "Changed", status: 409, code: "note_changed", params: { text: "theirs\na", version: "2" } } };
    const calls = answering(conflict, { body: { text: "theirs\na\nmine", version: 3 } });
    expect(await flushOutbox(ana)).toBe(0);
    expect(calls[1]!.body).toEqual({ text: "theirs\na\nmine", base_version: 2 });
  });

  it("asks for the newer text when the refusal does not carry it", async () => {
    await keepDraft(draft({ target: "private", base: { text: "", version: 1 }, text: "mine" }));
    const calls = answering({ status: 409, body: { title: "Changed", status: 409, code: "note_changed" } }, { body: { private_note: { text: "other tab", version: 2 }, shared_notes: [] } }, { body: { text: "other tab\nmine", version: 3 } });
    expect(await flushOutbox(ana)).toBe(0);
    expect(calls[2]).toMatchObject({ path: "/api/sessions/s1/private-note", body: { text: "other tab\nmine", base_version: 2 } });
  });

  it("keeps a note that the server will not take at all, and does not ask twice", async () => {
    await keepDraft(draft());
    const calls = answering({ status: 409, body: { title: "Conflict", detail: "First inspect what was agreed last time.", status: 409, code: "gate_open" } });
    expect(await flushOutbox(ana)).toBe(1);
    expect(calls).toHaveLength(1);
  });

  it("leaves the notes of the open conversation to its page", async () => {
    await keepDraft(draft());
    await keepDraft(draft({ session_id: "s2" }));
    const calls = answering({ body: { text: "offline words", version: 1 } });
    expect(await flushOutbox(ana, "s1")).toBe(1);
    expect(calls.map((call) => call.path)).toEqual(["/api/sessions/s2/notes/reality"]);
  });

  it("is empty after signing out with a connection", async () => {
    await keepDraft(draft());
    answering({ body: { text: "offline words", version: 1 } });
    expect(await flushAndForget(ana)).toBe(0);
    expect(await waitingCount(ana)).toBe(0);
  });

  it("drops nothing when signing out without a connection", async () => {
    await keepDraft(draft());
    answering(null);
    expect(await flushAndForget(ana)).toBe(1);
    expect(await draftsOf(ana)).toHaveLength(1);
  });
});
