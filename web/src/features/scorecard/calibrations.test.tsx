import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fake_server } from "@/testing/server";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { by_manager } from "./CalibrationList";
import type { Calibration } from "./scorecard";

const calibration = (id: string, name: string, some: Partial<Calibration> = {}): Calibration => ({
  id,
  manager: { id: `m-${name}`, name },
  leader: { id: "l", name: "Lena" },
  month: "2027-02",
  measure: "pre_brief_rate",
  is_by_hand: false,
  counted: 3,
  n: 9,
  target_percent: 95,
  chance: 0.001,
  state: "opened",
  opened_at: "2027-03-03T08:30:00Z",
  ...some,
});
const closed = { state: "closed", closed_at: "2027-03-20T10:00:00Z" } as const;

describe("the list of calibrations", () => {
  it("groups by manager in the order of names and keeps what came first of each", () => {
    const groups = by_manager([calibration("1", "Zoe"), calibration("2", "Ben"), calibration("3", "Zoe")]);
    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([["2"], ["1", "3"]]);
  });
  it("shows what waits for a conversation with why, what is agreed with its day, and keeps what is over out of the way", async () => {
    fake_server({
      "GET /api/calibrations": { items: [calibration("1", "Ben"), calibration("2", "Ben", { state: "held", measure: "held_by_format", review_on: "2027-04-05" }), calibration("3", "Zoe", closed)] },
    });
    await open_page({ ...ana, roles: ["leader"] }, "/calibrations");
    await screen.findByText("To talk about");
    expect(screen.getAllByRole("link", { name: /^Ben: .*February 2027$/ }).map((link) => link.getAttribute("href"))).toEqual(["/calibrations/1", "/calibrations/2"]);
    expect(screen.getByText(/look again on/)).toBeTruthy();
    const over = screen.getByText("Closed (1)").closest("details");
    expect(over?.open).toBe(false);
    expect(within(over as HTMLElement).getByText("Zoe")).toBeTruthy();
    expect(screen.queryByLabelText("Find a manager")).toBeNull();
  });
  it("finds a manager among many, and shows some at a time", async () => {
    const items = Array.from({ length: 12 }, (_, n) => calibration(`${n}`, `Manager ${String.fromCharCode(65 + n)}`));
    fake_server({ "GET /api/calibrations": { items } });
    await open_page({ ...ana, roles: ["revops"] }, "/calibrations");
    await screen.findByText("Manager A");
    expect(screen.queryByText("Manager L")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Show 6 more managers" }));
    expect(screen.getByText("Manager L")).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Find a manager"), { target: { value: "ger k" } });
    expect(screen.getByText("Manager K")).toBeTruthy();
    expect(screen.queryByText("Manager A")).toBeNull();
    fireEvent.change(screen.getByLabelText("Find a manager"), { target: { value: "nobody" } });
    expect(screen.getByText("No manager of that name has one.")).toBeTruthy();
  });
});
