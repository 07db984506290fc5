import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CommitmentHint } from "@/api";
import { HintWatch } from "./hint_watch";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watching(answer: (text: string) => Promise<CommitmentHint> = async (text) => ({ kind: "outcome", hint: `about ${text}` })) {
  const asked: string[] = [];
  const heard: (CommitmentHint | undefined)[] = [];
  const watch = new HintWatch(
    (text) => {
      asked.push(text);
      return answer(text);
    },
    (hint) => heard.push(hint),
  );
  return { watch, asked, heard };
}

describe("the hint while typing", () => {
  it("waits for a pause and asks once", async () => {
    const { watch, asked, heard } = watching();
    for (const text of ["book two", "book two more", "book two more meetings"]) {
      watch.typed(text);
      await vi.advanceTimersByTimeAsync(200);
    }
    await vi.advanceTimersByTimeAsync(300);
    expect(asked).toEqual(["book two more meetings"]);
    expect(heard.at(-1)?.kind).toBe("outcome");
  });

  it("does not ask about a word or two, and takes the old hint away", async () => {
    const { watch, asked, heard } = watching();
    watch.typed("book two more meetings");
    await vi.advanceTimersByTimeAsync(500);
    watch.typed("book");
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(1);
    expect(heard.at(-1)).toBeUndefined();
  });

  it("does not ask again because of a space at the end", async () => {
    const { watch, asked } = watching();
    watch.typed("ask a question");
    await vi.advanceTimersByTimeAsync(500);
    watch.typed("ask a question ");
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(1);
  });

  it("drops an answer that a newer text has overtaken", async () => {
    const answers: ((hint: CommitmentHint) => void)[] = [];
    const { watch, heard } = watching(() => new Promise((resolve) => answers.push(resolve)));
    watch.typed("book two meetings");
    await vi.advanceTimersByTimeAsync(500);
    watch.typed("ask one question more");
    await vi.advanceTimersByTimeAsync(500);
    answers[1]!({ kind: "behaviour" });
    answers[0]!({ kind: "outcome" });
    await vi.advanceTimersByTimeAsync(1);
    expect(heard).toEqual([{ kind: "behaviour" }]);
  });

  it("is silent when nobody answers", async () => {
    const { watch, heard } = watching(() => Promise.reject(new Error("offline")));
    watch.typed("ask one question more");
    await vi.advanceTimersByTimeAsync(500);
    expect(heard).toEqual([undefined]);
  });
});
