import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ana, render_as } from "@/testing/render";
import { MeasureBlock } from "./MeasureBlock";
import type { CardOf, Value } from "./scorecard";

const value = (some: Partial<Value>): Value => ({ measure: "pre_brief_rate", part: "", standing: "known", unit: "share", counted: 6, n: 9, pending: 0, ...some });
const card = (...values: Value[]): CardOf => ({ about: { id: "m1", name: "Ben Brandt" }, who: "manager", values });
const rate = value({ value: 6 / 9, low: 0.354, high: 0.879, compared: 0.78, compared_low: 0.6, compared_high: 0.9, pending: 1 });

describe("a measure", () => {
  it("says its n, its interval, how it stands beside the others and what is not decided", async () => {
    await render_as(ana, <MeasureBlock card={card(rate)} measure="pre_brief_rate" formula="Observe and co-sell ride-alongs" onRows={vi.fn()} />);
    expect(await screen.findByText("67%")).toBeTruthy();
    expect(screen.getByText("n = 9")).toBeTruthy();
    const notes = screen.getByText(/95 % interval 35% to 88%/);
    expect(notes.textContent).toContain("beside the others 78% (60% to 90%)");
    expect(notes.textContent).toContain("1 can still be in time");
  });
  it("has its formula one click away and its rows another", async () => {
    const opened = vi.fn();
    await render_as(ana, <MeasureBlock card={card(rate)} measure="pre_brief_rate" formula="Observe and co-sell ride-alongs" onRows={opened} />);
    fireEvent.click(await screen.findByText("How it is worked out"));
    expect(screen.getByText("Observe and co-sell ride-alongs")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Rows behind: Pre-brief before the call" }));
    expect(opened).toHaveBeenCalledWith("pre_brief_rate");
  });
  it("has no rows behind what reps answered, and no interval while a period runs", async () => {
    const useful = value({ measure: "rep_usefulness", unit: "score", standing: "too_few", n: 0, counted: 0 });
    const { unmount } = await render_as(ana, <MeasureBlock card={card(useful)} measure="rep_usefulness" formula="" onRows={vi.fn()} />);
    expect(await screen.findByText("Too few to show")).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
    unmount();
    const held = value({ measure: "held_by_format", standing: "running", value: 0.5, counted: 3, n: 6 });
    await render_as(ana, <MeasureBlock card={card(held, { ...held, part: "observe", counted: 2, n: 4 })} measure="held_by_format" formula="" onRows={vi.fn()} />);
    expect(await screen.findByText("the period is still running")).toBeTruthy();
    expect(screen.getByText("2 / 4")).toBeTruthy();
  });
});
