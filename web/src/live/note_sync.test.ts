import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "@/api";
import { NoteSync } from "./note_sync";
import { draftsOfSession, forgetPerson } from "./outbox";
import type { PutText } from "./put_text";

const address = { user_id: "ana", session_id: "s1", target: "goal" };
const offline = () => new ApiError(0, { type: "about:blank", title: "Offline", status: 0, detail: "", code: "offline" });
const refusal = () => new ApiError(422, { type: "about:blank", title: "Refused", status: 422, detail: "the conversation has ended", code: "ended" });

/** A server holding one note; `down` makes it unreachable. */
function server(text = "", version = 0) {
  const held = { text, version, down: false, puts: [] as string[], fail: undefined as ApiError | undefined };
  const put: PutText = async (_session, _target, note) => {
    if (held.down) throw offline();
    if (held.fail) throw held.fail;
    held.puts.push(note.text);
    if (note.version !== held.version) return { outcome: "conflicted", server: { text: held.text, version: held.version } };
    held.text = note.text;
    held.version++;
    return { outcome: "accepted", server: { text: held.text, version: held.version } };
  };
  return { held, put };
}

beforeEach(async () => {
  await forgetPerson("ana");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => vi.useRealTimers());

describe("a note being written", () => {
  it("is on the server within a second of the first key, and once per pause", async () => {
    const { held, put } = server();
    const note = new NoteSync(address, held, undefined, put);
    note.edit("H");
    await vi.advanceTimersByTimeAsync(200);
    note.edit("He");
    await vi.advanceTimersByTimeAsync(300);
    expect(held.text).toBe("He");
    expect(held.puts).toEqual(["He"]);
    expect(note.status()).toBe("saved");
  });

  it("goes on saving while the typing goes on", async () => {
    const { held, put } = server();
    const note = new NoteSync(address, held, undefined, put);
    for (let key = 1; key <= 20; key++) {
      note.edit("x".repeat(key));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(held.puts.length).toBeGreaterThanOrEqual(4);
    await vi.advanceTimersByTimeAsync(500);
    expect(held.text).toBe("x".repeat(20));
  });

  it("says that it is kept on this device while nobody answers, and sends it when they do", async () => {
    const { held, put } = server();
    const note = new NoteSync(address, held, undefined, put);
    held.down = true;
    note.edit("offline words");
    await vi.advanceTimersByTimeAsync(500);
    await note.settledOnDisk();
    expect(note.status()).toBe("offline");
    expect((await draftsOfSession("ana", "s1")).map((draft) => draft.text)).toEqual(["offline words"]);
    held.down = false;
    note.retryNow();
    await vi.advanceTimersByTimeAsync(10);
    await note.settledOnDisk();
    expect(held.text).toBe("offline words");
    expect(await draftsOfSession("ana", "s1")).toEqual([]);
  });

  it("tries again by itself, ever less often", async () => {
    const { held, put } = server();
    const note = new NoteSync(address, held, undefined, put);
    held.down = true;
    note.edit("words");
    await vi.advanceTimersByTimeAsync(2_000);
    held.down = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(held.text).toBe("words");
  });

  it("starts again from what a closed tab kept, merged with what came meanwhile", async () => {
    const { held, put } = server("first\nfrom Ben", 2);
    const note = new NoteSync(address, { text: held.text, version: 2 }, { base: { text: "first", version: 1 }, text: "first, offline" }, put);
    expect(note.text()).toBe("first, offline\nfrom Ben");
    await vi.advanceTimersByTimeAsync(10);
    expect(held.text).toBe("first, offline\nfrom Ben");
  });

  it("merges a conflict and sends the merged text at once", async () => {
    const { held, put } = server("a", 1);
    const note = new NoteSync(address, { text: "a", version: 1 }, undefined, put);
    held.text = "theirs\na";
    held.version = 2;
    note.edit("a\nmine");
    await vi.advanceTimersByTimeAsync(450);
    expect(held.text).toBe("theirs\na\nmine");
    expect(note.text()).toBe("theirs\na\nmine");
  });

  it("shows the other person's words without sending anything back", async () => {
    const { held, put } = server();
    const note = new NoteSync(address, held, undefined, put);
    note.receive({ text: "from Ben", version: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(note.text()).toBe("from Ben");
    expect(held.puts).toEqual([]);
  });

  it("keeps a refused text here and says why", async () => {
    const { held, put } = server();
    const note = new NoteSync(address, held, undefined, put);
    held.fail = refusal();
    note.edit("too late");
    await vi.advanceTimersByTimeAsync(500);
    expect(note.status()).toBe("refused");
    expect(note.refusal()).toBe("the conversation has ended");
    expect(note.text()).toBe("too late");
  });

  it("is sent at once when its page is left, and once", async () => {
    const { held, put } = server();
    const note = new NoteSync(address, held, undefined, put);
    note.edit("last words");
    note.leave();
    await vi.advanceTimersByTimeAsync(5_000);
    await note.settledOnDisk();
    expect(held.puts).toEqual(["last words"]);
    expect(await draftsOfSession("ana", "s1")).toEqual([]);
  });

  it("sends nothing more once closed, and leaves the draft on the device", async () => {
    const { held, put } = server();
    const note = new NoteSync(address, held, undefined, put);
    note.edit("unsent");
    note.close();
    await vi.advanceTimersByTimeAsync(5_000);
    await note.settledOnDisk();
    expect(held.puts).toEqual([]);
    expect(await draftsOfSession("ana", "s1")).toHaveLength(1);
  });
});
