import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "@/api";
import { closeOutbox, forgetPerson, postsOf, type QueuedPost } from "./outbox";
import { PostQueue } from "./post_queue";

const ben = "user-ben";
const note = (id: string, text = "") => ({ path: "/api/ride-alongs/r1/notes", body: { id, text } });
const offline = () => new ApiError(0, { type: "about:blank", title: "Offline", status: 0, detail: "", code: "offline" });
const refusal = () => new ApiError(409, { type: "about:blank", title: "Refused", status: 409, detail: "The call is over.", code: "not_running" });

/** A server that writes down what it takes; `down` makes it unreachable. */
function server() {
  const held = { down: false, refuses: false, taken: [] as QueuedPost[], before: undefined as Promise<void> | undefined };
  const send = async (post: QueuedPost) => {
    await held.before;
    if (held.down) throw offline();
    if (held.refuses) throw refusal();
    held.taken.push(post);
    return { ok: post.body.id };
  };
  return { held, send, texts: () => held.taken.map((post) => `${String(post.body.id)}:${String(post.body.text)}`) };
}
const queue = (send: (post: QueuedPost) => Promise<unknown>, left: QueuedPost[] = [], onSent: (reply: unknown) => void = () => undefined) => new PostQueue(ben, "r1", onSent, left, send);
const settled = async (waiting: PostQueue) => {
  await waiting.settledOnDisk();
  await vi.advanceTimersByTimeAsync(50);
};

beforeEach(async () => {
  await forgetPerson(ben);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => vi.useRealTimers());

describe("requests of a page", () => {
  it("are sent in the order they were made, and are gone from the device then", async () => {
    const { held, send, texts } = server();
    const replies: unknown[] = [];
    const waiting = queue(send, [], (reply) => replies.push(reply));
    for (const id of ["a", "b", "c"]) waiting.add(note(id));
    expect(waiting.status()).toBe("saving");
    await settled(waiting);
    await settled(waiting);
    await vi.waitFor(() => expect(texts()).toEqual(["a:", "b:", "c:"]));
    expect(replies).toEqual([{ ok: "a" }, { ok: "b" }, { ok: "c" }]);
    expect(waiting.status()).toBe("saved");
    expect(held.taken.every((post) => post.session_id === "r1")).toBe(true);
    await vi.waitFor(async () => expect(await postsOf(ben)).toEqual([]));
  });

  it("stay on the device without a connection, over a closed tab, and are sent with the same key by the next page", async () => {
    const { held, send, texts } = server();
    held.down = true;
    const first = queue(send);
    first.add(note("a", "what they said"));
    await settled(first);
    await vi.waitFor(() => expect(first.status()).toBe("offline"));
    const [kept] = await postsOf(ben);
    first.close();
    await closeOutbox();

    held.down = false;
    const second = queue(send, await PostQueue.left(ben, "r1"));
    await settled(second);
    await vi.waitFor(() => expect(texts()).toEqual(["a:what they said"]));
    expect(held.taken[0]!.idempotency_key).toBe(kept!.idempotency_key);
  });

  it("try again a little later each time, and at once when the connection is back", async () => {
    const { held, send, texts } = server();
    held.down = true;
    const waiting = queue(send);
    waiting.add(note("a"));
    await settled(waiting);
    await vi.waitFor(() => expect(waiting.status()).toBe("offline"));
    held.down = false;
    waiting.retryNow();
    await settled(waiting);
    await vi.waitFor(() => expect(texts()).toEqual(["a:"]));
    expect(waiting.status()).toBe("saved");
  });

  it("can be changed until they are on their way, under another key", async () => {
    const { send, texts } = server();
    const waiting = queue(send);
    waiting.add(note("a"), 5_000);
    const key = waiting.posts()[0]!.idempotency_key;
    expect(waiting.amend((post) => post.body.id === "a", { id: "a", text: "typed" }, 100)).toBe(true);
    expect(waiting.posts()[0]!.idempotency_key).not.toBe(key);
    await waiting.settledOnDisk();
    expect((await postsOf(ben)).map((post) => post.body.text)).toEqual(["typed"]);
    await vi.advanceTimersByTimeAsync(150);
    await vi.waitFor(() => expect(texts()).toEqual(["a:typed"]));
    expect(waiting.amend((post) => post.body.id === "a", { id: "a", text: "too late" })).toBe(false);
  });

  it("on their way cannot be changed or withdrawn", async () => {
    const { held, send, texts } = server();
    let go!: () => void;
    held.before = new Promise((resolve) => (go = resolve));
    const waiting = queue(send);
    waiting.add(note("a"));
    await settled(waiting);
    expect(waiting.amend(() => true, { id: "a", text: "too late" })).toBe(false);
    expect(waiting.withdraw(() => true)).toBe(0);
    go();
    await vi.waitFor(() => expect(texts()).toEqual(["a:"]));
  });

  it("can be withdrawn before they are sent, from the disk too", async () => {
    const { send, texts } = server();
    const waiting = queue(send);
    waiting.add(note("a"), 5_000);
    waiting.add(note("b"), 5_000);
    await waiting.settledOnDisk();
    expect(waiting.withdraw((post) => post.body.id === "a")).toBe(1);
    await vi.advanceTimersByTimeAsync(6_000);
    await vi.waitFor(() => expect(texts()).toEqual(["b:"]));
  });

  it("that the server will not take stay, with the reason, and do not hold up the rest", async () => {
    const { held, send, texts } = server();
    held.refuses = true;
    const waiting = queue(send);
    waiting.add(note("a"));
    await settled(waiting);
    await vi.waitFor(() => expect(waiting.status()).toBe("refused"));
    expect(waiting.posts()[0]!.refused).toBe("The call is over.");
    held.refuses = false;
    waiting.add(note("b"));
    await settled(waiting);
    await vi.waitFor(() => expect(texts()).toEqual(["b:"]));
    expect((await postsOf(ben)).map((post) => post.refused)).toEqual(["The call is over."]);
    expect(waiting.amend((post) => post.body.id === "a", { id: "a", text: "anew" })).toBe(true);
    await settled(waiting);
    await vi.waitFor(() => expect(texts()).toEqual(["b:", "a:anew"]));
  });
});
