import { describe, expect, it } from "vitest";
import type { QueuedPost } from "@/live/outbox";
import { all_tags, callTime, count_of, isNoteOf, openTakeover, removedBy, shownNotes, tag_keys } from "./pad";
import { pad_note } from "./sample_ride_along";
import { handBack, noteRemoval, noteRequest, takeOver } from "./verbs";
import type { NoteTag } from "./wire";

const waiting = (made: Pick<QueuedPost, "path" | "body" | "method">, refused?: string): QueuedPost => ({ ...made, user_id: "u2", session_id: "r1", idempotency_key: "k", refused });
const pressed = "2027-03-30T09:11:00.250Z";
const note = (id: string, text: string, tag: NoteTag = "question", when = "2027-03-30T09:05:00Z") => noteRequest("r1", { id, at: when, tag, text });

describe("the notes of a call", () => {
  it("stand in the order of the call, with those that wait among them", () => {
    const held = [pad_note({ id: "b", at: "2027-03-30T09:07:00Z" }), pad_note({ id: "a", at: "2027-03-30T09:03:00Z" })];
    const shown = shownNotes(held, [waiting(note("c", "in between"))], "p2");
    expect(shown.map(({ id, is_waiting }) => [id, is_waiting])).toEqual([["a", false], ["c", true], ["b", false]]);
    expect(shown[1]!.by).toBe("p2");
  });
  it("show what was written last, also while it waits", () => {
    const shown = shownNotes([pad_note({ id: "a", text: "old" })], [waiting(note("a", "new")), waiting(note("a", "newest"))], "p2");
    expect(shown.map(({ text }) => text)).toEqual(["newest"]);
  });
  it("are gone once removed, also while the removal waits, and back once they are put back", () => {
    const held = [pad_note({ id: "a", text: "said too much" })];
    const removal = waiting(noteRemoval("r1", "a"));
    expect(removedBy(removal)).toBe("a");
    expect(shownNotes(held, [removal], "p2")).toEqual([]);
    expect(shownNotes(held, [removal, waiting(note("a", "said well"))], "p2").map(({ text }) => text)).toEqual(["said well"]);
    expect(shownNotes(held, [{ ...removal, refused: "Over." }], "p2")).toHaveLength(1);
    expect(JSON.stringify(removal)).not.toContain("said");
  });
  it("are removed by an id that may hold any sign", () => {
    expect(removedBy(waiting(noteRemoval("r1", "a/b c")))).toBe("a/b c");
    expect(removedBy(waiting(note("a", "")))).toBeUndefined();
  });
  it("that say nothing are none", () => {
    expect(shownNotes([pad_note({ id: "a", tag: "free" })], [], "p2")).toEqual([]);
  });
  it("may be empty while they are written, and with a tag that speaks for itself", () => {
    const fresh = pad_note({ id: "a", tag: "free" });
    expect(shownNotes([fresh], [], "p2", "a")).toHaveLength(1);
    expect(shownNotes([pad_note({ id: "b", tag: "price" })], [], "p2")).toHaveLength(1);
  });
  it("say when the server did not take one", () => {
    expect(shownNotes([], [waiting(note("a", "x"), "Too long.")], "p2")[0]).toMatchObject({ refused: "Too long.", is_waiting: true });
  });
  it("are found among what waits by their id", () => {
    expect(isNoteOf("a")(waiting(note("a", "")))).toBe(true);
    expect(isNoteOf("a")(waiting(note("b", "")))).toBe(false);
    expect(isNoteOf("a")(waiting(takeOver("r1", pressed)))).toBe(false);
  });
  it("are counted by tag", () => {
    expect(count_of(shownNotes([], [waiting(note("a", "")), waiting(note("b", "", "price"))], "p2"), "price")).toBe(1);
  });
});

describe("the keys of the pad", () => {
  it("are one to a tag, and leave the takeover's, the hand-back's and the palette's alone", () => {
    const keys = all_tags.map((tag) => tag_keys[tag]);
    expect(new Set(keys).size).toBe(8);
    for (const taken of ["t", "h", "g", "?", " "]) expect(keys).not.toContain(taken);
  });
});

describe("a takeover", () => {
  const consented = { takeovers: [], consent: true };
  it("is open from the key press on, without waiting for the server", () => {
    expect(openTakeover(consented, [])).toBeUndefined();
    expect(openTakeover(consented, [waiting(takeOver("r1", pressed))])).toEqual({ from: pressed, had_consent: true });
    expect(openTakeover(consented, [waiting(takeOver("r1", pressed)), waiting(handBack("r1", pressed))])).toBeUndefined();
  });
  it("is without consent where the rep did not sign, or said no", () => {
    expect(openTakeover({ takeovers: [], consent: false }, [waiting(takeOver("r1", pressed))])?.had_consent).toBe(false);
    expect(openTakeover({ takeovers: [] }, [waiting(takeOver("r1", pressed))])?.had_consent).toBe(false);
  });
  it("the server holds is open until it is handed back", () => {
    const from = "2027-03-30T09:05:00Z";
    expect(openTakeover({ takeovers: [{ from, had_consent: true }] }, [])?.from).toBe(from);
    expect(openTakeover({ takeovers: [{ from, handed_back_at: from, had_consent: true }] }, [])).toBeUndefined();
    expect(openTakeover({ takeovers: [{ from, had_consent: true }] }, [waiting(handBack("r1", pressed), "Not running.")])?.from).toBe(from);
  });
});

describe("the time in the call", () => {
  it("counts from the start, and below zero before it", () => {
    expect(callTime("2027-03-30T09:12:05Z", "2027-03-30T09:00:00Z")).toBe("12:05");
    expect(callTime("2027-03-30T10:12:05Z", "2027-03-30T09:00:00Z")).toBe("72:05");
    expect(callTime("2027-03-30T08:59:50Z", "2027-03-30T09:00:00Z")).toBe("−0:10");
  });
});
