import "fake-indexeddb/auto";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { withStage } from "./conversation";
import { answering, render_in } from "./conversation_testing";
import { RunningView } from "./RunningView";
import { no_signals, sample } from "./sample_conversation";
import { conversationKey } from "./use_conversation";

const running = sample({ allowed: ["stage", "pause", "skip-stage", "end", "notes", "commitments"], signals: { ...no_signals, questions: [{ text: "What does a week of that cost?", why: "Two deals are old." }] } });
const note_on = (stage: string) => screen.queryByRole<HTMLTextAreaElement>("textbox", { name: `Notes on ${stage}, seen by both of you` });

afterEach(() => vi.unstubAllGlobals());

async function rendered() {
  answering(() => running);
  const page = await render_in(running, <RunningView />);
  const move = () => act(async () => void page.client.setQueryData(conversationKey("s1"), withStage({ ...running, version: 6 }, "open", Date.now())));
  return { ...page, move };
}

describe("the running conversation", () => {
  it("follows the timer to the next stage", async () => {
    const { move } = await rendered();
    expect(note_on("Inspect")).not.toBeNull();
    await move();
    await waitFor(() => expect(note_on("Open")).not.toBeNull());
  });

  it("does not take the note away from somebody who is typing in it", async () => {
    const { move } = await rendered();
    note_on("Inspect")!.focus();
    await move();
    expect(note_on("Inspect")).not.toBeNull();
    expect(document.activeElement).toBe(note_on("Inspect"));
  });

  it("another stage's note can be looked at without moving the timer", async () => {
    await rendered();
    await userEvent.click(screen.getByRole("button", { name: /^Open/ }));
    expect(note_on("Open")).not.toBeNull();
    expect(screen.getByRole("button", { name: /Inspect/, current: "step" })).toBeInstanceOf(HTMLElement);
  });

  it("a suggested question goes into the note of the stage, and comes out again", async () => {
    const { notes } = await rendered();
    act(() => notes.of("inspect")!.edit("Two of five calls."));
    await userEvent.click(screen.getByRole("button", { name: /^Put into the notes/ }));
    expect(note_on("Inspect")!.value).toBe("Two of five calls.\nWhat does a week of that cost?");
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(note_on("Inspect")!.value).toBe("Two of five calls.");
  });

  it("says once what it is, also where only one of its parts is shown", async () => {
    await rendered();
    await userEvent.click(screen.getByRole("button", { name: "Notes" }));
    expect(screen.getAllByRole("heading", { level: 1 }).map((heading) => heading.textContent)).toContain("Weekly 1:1 with Ana Ortiz");
  });
});
