import { describe, expect, it } from "vitest";
import { attention_text } from "./attention_text";

const gap = (name: string, weeks: number) => ({ rep: { id: name, name }, weeks });

describe("what needs attention", () => {
  it("names who had no 1:1, at most three, and asks what would help", () => {
    const text = attention_text({ kind: "weeks_without", text: "", gaps: [gap("Ana", 4), gap("Bo", 1), gap("Cleo", 3), gap("Dia", 3)] });
    expect(text).toBe("No 1:1: Ana (4 weeks), Bo (1 week), Cleo (3 weeks) and 1 more. What stands in the way, and what would help?");
  });
  it("counts where names are not for the viewer", () => {
    expect(attention_text({ kind: "weeks_without", text: "", gaps: [{ weeks: 4 }, { weeks: 3 }] })).toBe("2 reps had no 1:1 for 4 weeks or nearly. What stands in the way, and what would help?");
  });
  it("says how a start has faded, with its n", () => {
    const text = attention_text({ kind: "launch_decay", text: "", gaps: [], launched_on: "2027-01-04", first: { value: 0.9, n: 20 }, since: { value: 0.4, n: 15 } });
    expect(text).toMatch(/^Since the start on .*2027 kept fell from 90% \(n = 20\) in the first four weeks to 40% \(n = 15\)\. What help/);
  });
});
