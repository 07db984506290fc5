import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Cadence, CadenceCell } from "@/api";
import { ana, render_as } from "@/testing/render";
import { CadenceGrid } from "./CadenceGrid";

const cell = (held: number): CadenceCell => ({ owed: 7, held, short: 0, moved: 0, excused: 1, cancelled: 0, missed: 6 - held, pending: 0, delegated: 0 });
const total = { ...cell(8), owed: 14, n: 14, rate: 0.57, low: 0.33, high: 0.79 };
const cadence: Cadence = {
  as_of: "2027-03-29T08:00:00Z",
  weeks: [
    { week: "2027-W11", monday: "2027-03-15" },
    { week: "2027-W12", monday: "2027-03-22" },
  ],
  managers: ["Ben Brandt", "Carla Castellano"].map((name, index) => ({ manager: { id: `m${index}`, name }, reps: 7, cells: [cell(5), cell(3)], total, weeks_without: 0 })),
  attention: [],
};
const at = (place: string) => document.querySelector<HTMLElement>(`[data-at="${place}"]`) as HTMLElement;

describe("the cadence grid", () => {
  it("is a table whose rows are managers and whose cells say everything in words", async () => {
    await render_as(ana, <CadenceGrid cadence={cadence} onOpen={vi.fn()} />);
    expect(await screen.findByRole("table")).toBeTruthy();
    expect(screen.getAllByRole("rowheader")).toHaveLength(2);
    expect(at("0:0").textContent).toContain("5 of 7 held");
    expect(at("0:0").textContent).toContain("1 excused");
  });
  it("names a row that nobody leads, and has nothing behind its cells", async () => {
    const opened = vi.fn();
    const row = { reps: 2, cells: [cell(5), cell(3)], total, weeks_without: 0 };
    await render_as(ana, <CadenceGrid cadence={{ ...cadence, managers: [...cadence.managers, row] }} onOpen={opened} />);
    expect((await screen.findAllByRole("rowheader")).at(-1)?.textContent).toBe("No manager2 reps");
    fireEvent.click(at("2:0"));
    expect(opened).not.toHaveBeenCalled();
    fireEvent.click(at("0:0"));
    expect(opened).toHaveBeenCalledWith("m0", "2027-W11");
  });
  it("takes one stop in the tab order and moves by arrows within its edges", async () => {
    await render_as(ana, <CadenceGrid cadence={cadence} onOpen={vi.fn()} />);
    await screen.findByRole("table");
    const stops = () => [...document.querySelectorAll<HTMLElement>("[data-at]")].filter((button) => button.tabIndex === 0);
    expect(stops()).toEqual([at("0:1")]);
    fireEvent.keyDown(at("0:1"), { key: "ArrowDown" });
    expect(document.activeElement).toBe(at("1:1"));
    fireEvent.keyDown(at("1:1"), { key: "ArrowDown" });
    expect(document.activeElement).toBe(at("1:1"));
    fireEvent.keyDown(at("1:1"), { key: "Home" });
    expect(document.activeElement).toBe(at("1:0"));
    expect(stops()).toEqual([at("1:0")]);
  });
  it("opens the week of a manager", async () => {
    const open = vi.fn();
    await render_as(ana, <CadenceGrid cadence={cadence} onOpen={open} />);
    await screen.findByRole("table");
    fireEvent.click(at("1:0"));
    expect(open).toHaveBeenCalledWith("m1", "2027-W11");
  });
  it("says that there is not enough data instead of a rate", async () => {
    const { rate: _rate, ...without } = total;
    await render_as(ana, <CadenceGrid cadence={{ ...cadence, managers: [{ ...cadence.managers[0]!, total: without }] }} onOpen={vi.fn()} />);
    expect(await screen.findByText("Not enough data")).toBeTruthy();
  });
});
