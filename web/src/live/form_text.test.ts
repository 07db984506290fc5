import { describe, expect, it } from "vitest";
import { mergeTexts } from "@/live/merge";
import { formOfText, textOfForm } from "./form_text";

const keys = ["account", "objective", "objections"] as const;
const form = (over: Partial<Record<(typeof keys)[number], string>> = {}) => ({ account: "", objective: "", objections: "", ...over });

describe("a form as one text", () => {
  it("comes back as it was, line breaks and backslashes included", () => {
    const values = form({ account: "Acme: the big one", objective: "First.\nThen \\n is not a break.\n", objections: "C:\\price" });
    expect(formOfText(keys, textOfForm(keys, values))).toEqual(values);
  });

  it("is empty when nothing is written, so that an untouched form is no draft", () => {
    expect(textOfForm(keys, form())).toBe("");
    expect(formOfText(keys, "")).toEqual(form());
  });

  it("keeps every field when two devices changed different ones", () => {
    const base = form({ account: "Acme", objective: "Hear the cost" });
    const [here, there] = [{ ...base, objections: "Too dear" }, { ...base, objective: "Hear the cost of a week" }];
    const merged = mergeTexts(textOfForm(keys, base), textOfForm(keys, here), textOfForm(keys, there));
    expect(formOfText(keys, merged)).toEqual({ account: "Acme", objective: "Hear the cost of a week", objections: "Too dear" });
  });

  it("keeps both texts when two devices changed the same field", () => {
    const base = form({ objective: "Hear the cost" });
    const merged = mergeTexts(textOfForm(keys, base), textOfForm(keys, form({ objective: "Mine" })), textOfForm(keys, form({ objective: "Theirs" })));
    const { objective } = formOfText(keys, merged);
    expect(objective.split("\n").sort()).toEqual(["Mine", "Theirs"]);
  });

  it("drops what is no field of this form", () => {
    expect(formOfText(keys, "account: Acme\nsecret: x\nno colon")).toEqual(form({ account: "Acme" }));
  });
});
