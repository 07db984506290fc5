import { describe, expect, it } from "vitest";
import { accepted, conflicted, edited, isDirty, noteFrom, received, refusedBy, restored, sent, statusOf, toSend, unanswered, worstStatus, type NoteState, type NoteVersion } from "./note_state";

const empty = noteFrom({ text: "", version: 0 });

describe("one note", () => {
  it("is saved when the server has what is written here", () => {
    expect(statusOf(empty, true)).toBe("saved");
    expect(toSend(empty)).toBeUndefined();
  });

  it("is sent with the version it was based on", () => {
    expect(toSend(edited(noteFrom({ text: "a", version: 4 }), "ab"))).toEqual({ text: "ab", version: 4 });
  });

  it("waits for the answer before it is sent again", () => {
    const first = sent(edited(empty, "a"), { text: "a", version: 0 });
    expect(toSend(edited(first, "ab"))).toBeUndefined();
    expect(toSend(accepted(edited(first, "ab"), { text: "a", version: 1 }))).toEqual({ text: "ab", version: 1 });
  });

  it("takes the other person's text as it comes", () => {
    expect(received(empty, { text: "from Ana", version: 1 })).toMatchObject({ text: "from Ana", base: { version: 1 } });
  });

  it("ignores a text older than what it knows", () => {
    const note = noteFrom({ text: "new", version: 3 });
    expect(received(note, { text: "old", version: 2 })).toBe(note);
  });

  it("hearing its own text back does not double it", () => {
    const typing = edited(sent(edited(empty, "Hel"), { text: "Hel", version: 0 }), "Hello");
    const echoed = received(typing, { text: "Hel", version: 1 });
    expect(echoed.text).toBe("Hello");
    expect(accepted(echoed, { text: "Hel", version: 1 })).toMatchObject({ text: "Hello", base: { text: "Hel", version: 1 } });
  });

  it("merges on conflict and is sent again on the newer version", () => {
    const stale = sent(edited(noteFrom({ text: "a", version: 1 }), "a\nmine"), { text: "a\nmine", version: 1 });
    const merged = conflicted(stale, { text: "theirs\na", version: 2 });
    expect(merged.text).toBe("theirs\na\nmine");
    expect(toSend(merged)).toEqual({ text: "theirs\na\nmine", version: 2 });
  });

  it("a write whose answer was lost is recognised on the next try", () => {
    const retry = sent(edited(empty, "kept"), { text: "kept", version: 0 });
    const settled = conflicted(retry, { text: "kept", version: 1 });
    expect(isDirty(settled)).toBe(false);
    expect(settled.text).toBe("kept");
  });

  it("takes over what the server made of the text", () => {
    const note = edited(sent(edited(empty, "a  "), { text: "a  ", version: 0 }), "a  b");
    expect(accepted(note, { text: "a", version: 1 }).base.text).toBe("a");
  });

  it("is kept here while nobody answers", () => {
    const note = unanswered(sent(edited(empty, "a"), { text: "a", version: 0 }));
    expect(statusOf(note, false)).toBe("offline");
    expect(toSend(note)).toEqual({ text: "a", version: 0 });
  });

  it("is not sent again once refused, until it is edited", () => {
    const note = refusedBy(edited(empty, "a"), "the conversation has ended");
    expect(statusOf(note, true)).toBe("refused");
    expect(toSend(note)).toBeUndefined();
    expect(toSend(edited(note, "ab"))).toBeDefined();
  });

  it("comes back from this device over an unchanged server text", () => {
    expect(restored({ text: "a", version: 1 }, { base: { text: "a", version: 1 }, text: "a, offline" })).toMatchObject({ text: "a, offline", base: { version: 1 } });
  });

  it("comes back from this device merged with what the other person wrote meanwhile", () => {
    const note = restored({ text: "a\ntheirs", version: 3 }, { base: { text: "a", version: 1 }, text: "a, offline" });
    expect(note.text).toBe("a, offline\ntheirs");
    expect(toSend(note)?.version).toBe(3);
  });

  it("several notes are as safe as the least safe of them", () => {
    expect(worstStatus(["saved", "saving", "offline"])).toBe("offline");
    expect(worstStatus(["saved", "saved"])).toBe("saved");
  });
});

describe("two people on one note", () => {
  it("end on the same text with every word of both, whatever the order of messages", () => {
    let state = 11;
    const next = (below: number) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % below;
    for (let round = 0; round < 200; round++) {
      let server: NoteVersion = { text: "", version: 0 };
      const notes: NoteState[] = [empty, empty];
      const inbox: NoteVersion[][] = [[], []];
      const flight: (NoteVersion | undefined)[] = [undefined, undefined];
      const words: string[] = [];
      const step = (who: 0 | 1, action: number, may_type: boolean) => {
        if (action === 0 && may_type) {
          const word = `w${who}x${words.length}`;
          words.push(word);
          const note = notes[who]!;
          notes[who] = edited(note, next(3) === 0 ? `${note.text}${note.text ? "\n" : ""}${word}` : note.text ? `${note.text} ${word}` : word);
        } else if (action === 1) {
          const out = toSend(notes[who]!);
          if (out) {
            notes[who] = sent(notes[who]!, out);
            flight[who] = out;
          }
        } else if (action === 2 && flight[who]) {
          const request = flight[who]!;
          flight[who] = undefined;
          if (request.version !== server.version) notes[who] = conflicted(notes[who]!, server);
          else {
            server = { text: request.text, version: server.version + 1 };
            inbox[0]!.push(server);
            inbox[1]!.push(server);
            const answer_lost = next(6) === 0;
            notes[who] = answer_lost ? unanswered(notes[who]!) : accepted(notes[who]!, server);
          }
        } else if (action === 3) {
          const message = inbox[who]!.shift();
          if (message && next(5) !== 0) notes[who] = received(notes[who]!, message);
        }
      };
      for (let turn = 0; turn < 60; turn++) step(next(2) as 0 | 1, next(4), true);
      for (let turn = 0; turn < 40; turn++)
        for (const who of [0, 1] as const) {
          for (const action of [3, 1, 2]) step(who, action, false);
          notes[who] = received(notes[who]!, server);
        }
      expect(notes[0]!.text).toBe(server.text);
      expect(notes[1]!.text).toBe(server.text);
      for (const word of words) expect(server.text.split(/\s/), `round ${round}`).toContain(word);
    }
  });
});
