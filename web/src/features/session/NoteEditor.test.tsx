import "fake-indexeddb/auto";
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answering, render_in } from "./conversation_testing";
import { sample } from "./sample_conversation";
import { SharedNote } from "./SharedNote";
import { PrivateNote } from "./PrivateNote";

afterEach(() => vi.unstubAllGlobals());
const area = () => screen.getByRole<HTMLTextAreaElement>("textbox");

describe("a note both write in", () => {
  it("shows the other person's words without moving the caret from where it was", async () => {
    answering();
    const { notes } = await render_in(sample({ shared_notes: [{ stage: "open", text: "mine", version: 1 }] }), <SharedNote stage="open" stage_name="Open" />);
    area().focus();
    area().setSelectionRange(4, 4);
    act(() => notes.receiveLive({ stage: "open", text: "theirs\nmine", version: 2 }));
    expect(area().value).toBe("theirs\nmine");
    expect(area().selectionStart).toBe("theirs\nmine".length);
  });

  it("lets go of the keys on Escape", async () => {
    answering();
    await render_in(sample(), <SharedNote stage="open" stage_name="Open" />);
    area().focus();
    await userEvent.keyboard("{Escape}");
    expect(document.activeElement).not.toBe(area());
  });

  it("says who sees it", async () => {
    answering();
    await render_in(sample(), <SharedNote stage="open" stage_name="Open" />);
    expect(screen.getByText("Notes you and Ana both see")).toBeInstanceOf(HTMLElement);
  });

  it("says that it is kept on this device when nobody answers", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
    await render_in(sample(), <SharedNote stage="open" stage_name="Open" />);
    await userEvent.type(area(), "offline");
    expect(await screen.findByText("Offline, kept on this device")).toBeInstanceOf(HTMLElement);
  });
});

it("a private note says that nobody else can read it", async () => {
  answering();
  await render_in(sample(), <PrivateNote />);
  expect(screen.getByRole("textbox", { name: "Private note, only you can read it" })).toBeInstanceOf(HTMLElement);
  expect(screen.getByText("Nobody else can read this, whatever their role.")).toBeInstanceOf(HTMLElement);
});
