import { describe, expect, it } from "vitest";
import { hunksBetween, mergeTexts, movedCaret } from "./merge";

const lines = (...all: string[]) => all.join("\n");

/** A small seeded generator, so that a failure can be repeated. */
function seeded(seed: number) {
  let state = seed >>> 0;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("hunks between two texts", () => {
  it("rebuild the second text from the first", () => {
    const next = seeded(7);
    for (let round = 0; round < 300; round++) {
      const before = Array.from({ length: next(8) }, () => "abc"[next(3)]!);
      const after = Array.from({ length: next(8) }, () => "abc"[next(3)]!);
      const built: string[] = [];
      let at = 0;
      for (const hunk of hunksBetween(before, after)) {
        built.push(...before.slice(at, hunk.from), ...hunk.lines);
        at = hunk.to;
      }
      built.push(...before.slice(at));
      expect(built).toEqual(after);
    }
  });
});

describe("merging two edits of a note", () => {
  it("takes the edited side when only one side changed", () => {
    expect(mergeTexts("a", "a\nb", "a")).toBe("a\nb");
    expect(mergeTexts("a", "a", "b\na")).toBe("b\na");
  });

  it("keeps edits of different lines from both sides", () => {
    expect(mergeTexts(lines("goal", "reality", "will"), lines("goal!", "reality", "will"), lines("goal", "reality", "will do"))).toBe(lines("goal!", "reality", "will do"));
  });

  it("keeps edits of neighbouring lines apart", () => {
    expect(mergeTexts(lines("one", "two"), lines("one mine", "two"), lines("one", "two theirs"))).toBe(lines("one mine", "two theirs"));
  });

  it("keeps a line edited here and a line added after it there", () => {
    expect(mergeTexts("Hel", "Hello", lines("Hel", "World"))).toBe(lines("Hello", "World"));
  });

  it("keeps both versions when both edited the same line", () => {
    expect(mergeTexts("quantify impact", "quantify impact on discovery", "quantify the impact")).toBe(lines("quantify the impact", "quantify impact on discovery"));
  });

  it("keeps both when two people start an empty note at once", () => {
    expect(mergeTexts("", "what I heard", "what she said")).toBe(lines("what she said", "what I heard"));
  });

  it("says a line both added only once", () => {
    expect(mergeTexts("a", lines("a", "same", "mine"), lines("a", "same"))).toBe(lines("a", "same", "mine"));
    expect(mergeTexts("", "Call the economic buyer", "Call the econ")).toBe("Call the economic buyer");
  });

  it("keeps a line that one side edited and the other deleted", () => {
    expect(mergeTexts(lines("a", "b", "c"), lines("a", "b, with more", "c"), lines("a", "c"))).toBe(lines("a", "b, with more", "c"));
  });

  it("deletes what one side deleted and the other left alone", () => {
    expect(mergeTexts(lines("a", "b", "c"), lines("a", "c"), lines("a", "b", "c", "d"))).toBe(lines("a", "c", "d"));
  });

  it("never loses a word that either side added", () => {
    const next = seeded(42);
    for (let round = 0; round < 2000; round++) {
      let word = 0;
      const base = Array.from({ length: next(6) }, (_, index) => `base${index}`);
      const edited = (side: string) => {
        const text = [...base];
        const added: string[] = [];
        for (let edit = next(4); edit > 0; edit--) {
          const at = next(text.length + 1);
          const fresh = `${side}${round}w${word++}`;
          added.push(fresh);
          if (at < text.length && next(2) === 0) text[at] = next(2) === 0 ? `${text[at]} ${fresh}` : fresh;
          else text.splice(at, 0, fresh);
          if (text.length > 0 && next(5) === 0) text.splice(next(text.length), 1);
        }
        const joined = text.join("\n");
        return { joined, added: added.filter((each) => joined.includes(each)) };
      };
      const mine = edited("mine");
      const theirs = edited("theirs");
      const merged = new Set(mergeTexts(base.join("\n"), mine.joined, theirs.joined).split(/\s/));
      for (const each of [...mine.added, ...theirs.added]) expect(merged, `base ${base} mine ${mine.joined} theirs ${theirs.joined}`).toContain(each);
    }
  });

  it("is stable: merging the merged text again changes nothing", () => {
    const merged = mergeTexts("a", "a mine", "a theirs");
    expect(mergeTexts("a theirs", merged, merged)).toBe(merged);
    expect(mergeTexts("a theirs", merged, "a theirs")).toBe(merged);
  });
});

describe("the caret under a changing text", () => {
  it("stays where it is when the change is after it", () => expect(movedCaret("hello", "hello\nmore", 3)).toBe(3));
  it("moves with its text when the change is before it", () => expect(movedCaret("mine", "theirs\nmine", 4)).toBe(11));
  it("does not leave the text when its place was deleted", () => expect(movedCaret("abcdef", "af", 3)).toBe(1));
});
