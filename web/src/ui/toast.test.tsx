// Short messages: what can be taken back stays long enough to be taken back.
import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ana, render_as } from "@/testing/render";
import { toast } from "./Toast";

beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => vi.useRealTimers());
const after = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));
const shown = (text: string) => screen.queryAllByText(text).length > 0;

describe("a message", () => {
  it("goes by itself after a while", async () => {
    await render_as(ana, null);
    act(() => void toast("Saved the zone."));
    expect(shown("Saved the zone.")).toBe(true);
    await after(8);
    expect(shown("Saved the zone.")).toBe(false);
  });
  it("that can be taken back stays ten seconds at least", async () => {
    await render_as(ana, null);
    act(() => void toast("Put aside.", { undo: () => undefined }));
    await after(10);
    expect(shown("Put aside.")).toBe(true);
    await after(6);
    expect(shown("Put aside.")).toBe(false);
  });
  it("takes back once, and is gone", async () => {
    const undo = vi.fn();
    await render_as(ana, null);
    act(() => void toast("Withdrawn.", { undo }));
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    await after(1);
    expect(undo).toHaveBeenCalledTimes(1);
    expect(shown("Withdrawn.")).toBe(false);
  });
  it("can be put away", async () => {
    await render_as(ana, null);
    act(() => void toast("Something to put away.", { undo: () => undefined }));
    fireEvent.click(screen.getByLabelText("Dismiss"));
    await after(1);
    expect(shown("Something to put away.")).toBe(false);
  });
  it("shows what was written to the letter", async () => {
    await render_as(ana, null);
    act(() => void toast(`Planned with <b>Ann</b> & "Co".`));
    expect(shown(`Planned with <b>Ann</b> & "Co".`)).toBe(true);
  });
});
