import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ana, render_as } from "@/testing/render";
import { answering } from "./conversation_testing";
import { since } from "./sample_conversation";
import { SharedView } from "./SharedView";

afterEach(() => vi.unstubAllGlobals());
const shared = { id: "s1", state: "held", rep: { id: "p1", name: "Ana Ortiz" }, manager: { id: "p2", name: "Ben Adler" }, starts_at: since, shared_notes: [{ stage: "goal", text: "Slow down.", version: 1 }], commitments: [{ id: "c", text: "I will pause.", due_on: "2027-04-06" }] };

describe("a conversation both shared with their leader", () => {
  it("shows what they wrote together and what was agreed, and nothing to change", async () => {
    answering(() => shared);
    await render_as(ana, <SharedView id="s1" />);
    expect(await screen.findByText("Slow down.")).toBeInstanceOf(HTMLElement);
    expect(screen.getByText("“I will pause.”")).toBeInstanceOf(HTMLElement);
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("is not there for anybody else", async () => {
    answering(() => ({ status: 404, title: "Not found", detail: "", code: "not_found" }));
    await render_as(ana, <SharedView id="s1" />);
    expect(await screen.findByText("There is nothing here that you can see.")).toBeInstanceOf(HTMLElement);
  });
});
