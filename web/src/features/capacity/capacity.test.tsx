import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ana, render_as } from "@/testing/render";
import { quarter_text, type Effect, type Load, type Options as Answer } from "./capacity";
import { Cuts } from "./Cuts";
import { Headline } from "./Headline";
import { Options } from "./Options";
import { Shifts } from "./Shifts";
import { ticks_to, WeeksChart } from "./WeeksChart";

const hours = (low: number, high = low) => ({ low, high });
const load: Load = {
  reps: 7,
  joining: 1,
  leaving: 0,
  is_over_span: false,
  asked: hours(134, 148),
  budget: hours(51, 77),
  asked_a_week: hours(10.5, 11.6),
  budget_a_week: hours(4, 6),
  overflows: true,
  by_kind: [
    { key: "weekly_one_on_one", name: "Weekly 1:1", hours: hours(44.8) },
    { key: "ride_along", name: "Ride-alongs", hours: hours(42, 56) },
  ],
  left_over: [{ key: "ride_along", name: "Ride-alongs", count: 28, of: 28, hours: 42 }],
  weeks: [
    { monday: "2027-03-29", from: "2027-04-01", to: "2027-04-04", weekdays: 2, asked: hours(2.8, 3.2), budget: hours(1.6, 2.4), overflow: 0.4, by_kind: [hours(1.4), hours(1.4, 1.8)] },
    { monday: "2027-04-05", from: "2027-04-05", to: "2027-04-11", weekdays: 5, asked: hours(5, 6), budget: hours(4, 6), overflow: 0, by_kind: [hours(3.5), hours(1.5, 2.5)] },
  ],
  statement: "",
};
const effect: Effect = {
  saves: hours(22.4),
  saves_a_week: hours(1.75),
  overflowing: 0,
  coaches_to_come: 1,
  reps: 2,
  lost: 7,
  uncovered: 1,
  shifts: [
    { rep: { id: "r1", name: "Rita Ray" }, key: "weekly_one_on_one", name: "Weekly 1:1", manager_before: { id: "m", name: "Mara" }, manager_after: { id: "m", name: "Mara" }, count_before: 13, count_after: 6, minutes_before: 30, minutes_after: 30, is_shared: false, is_uncovered: false },
    { key: "quarterly_reset", name: "Quarterly reset", manager_before: { id: "m", name: "Mara" }, count_before: 1, count_after: 0, minutes_before: 90, minutes_after: 90, is_shared: false, is_uncovered: true },
  ],
  shifts_total: 5,
};

describe("a quarter ahead", () => {
  it("says first what does not fit, and that nothing is dropped", async () => {
    await render_as(ana, <Headline load={load} overflowing={1} managers={3} />);
    expect(await screen.findByText(/1 of 3 managers is asked for more than there is: 42 h/)).toBeTruthy();
    expect(screen.getByText("28 of 28").parentElement?.textContent).toContain("Ride-alongs (42 h)");
    expect(screen.getByRole("meter").getAttribute("aria-valuetext")).toBe("10.5–11.6 hours asked, 4–6 there are");
    expect(screen.getByText("7 reps · 1 joins")).toBeTruthy();
  });
  it("draws weeks and says the same in a table", async () => {
    await render_as(ana, <WeeksChart load={load} />);
    expect(await screen.findByRole("img", { name: "1 of 2 weeks ask for more than there is" })).toBeTruthy();
    const table = document.querySelector("table") as HTMLElement;
    expect(within(table).getByText("2.8–3.2").className).toContain("text-warn");
  });
  it("has round lines on its axis", () => {
    expect(ticks_to(11.6)).toEqual([0, 5, 10]);
    expect(ticks_to(120)).toEqual([0, 50, 100]);
  });
  it("names a quarter as people do", () => expect(quarter_text("2027-Q2")).toBe("Q2 2027"));
});

describe("what could give", () => {
  it("names who loses what, counts who is not named, and says how many more there are", async () => {
    await render_as(ana, <Shifts effect={effect} />);
    const [rita, others, more] = await screen.findAllByRole("listitem");
    expect(rita?.textContent).toBe("Rita RayWeekly 1:113 → 6");
    expect(others?.textContent).toContain("Reps of Mara");
    expect(others?.textContent).toContain("none left");
    expect(others?.textContent).toContain("with somebody to be found");
    expect(more?.textContent).toBe("and 3 more");
  });
  it("offers the least that fits, with its cost, and tries it", async () => {
    const lever = { key: "fewer:weekly_one_on_one:ae", kind: "fewer", what: "Weekly 1:1 every two weeks", price: "Commitments wait.", is_of_rules: true };
    const answer: Answer = { quarter: "2027-Q2", before: load, after: load, overflowing_before: 1, pulled: [], effect, options: [{ lever, effect }], fit: { levers: [lever], effect } };
    vi.stubGlobal("fetch", vi.fn(async () => new Response(JSON.stringify(answer), { headers: { "Content-Type": "application/json" } })));
    const pull = vi.fn();
    await render_as(ana, <Options pulled={[]} onPull={pull} />);
    expect(await screen.findByText("What would just fit")).toBeTruthy();
    expect(screen.getByText(/It costs: 7 conversations lost · 2 reps affected · 1 rep has none of a kind any more · 1 more coach needed/)).toBeTruthy();
    screen.getByRole("button", { name: "Try it" }).click();
    expect(pull).toHaveBeenCalledWith(["fewer:weekly_one_on_one:ae"]);
    vi.unstubAllGlobals();
  });
});

describe("what gives already", () => {
  it("shows a share with its n and interval, and says when the order is within chance", async () => {
    const rate = { n: 100, value: 0.21, low: 0.14, high: 0.3 };
    const cut = { key: "a", name: "Quarterly reset", kept: 79, left: 21, excused: 2, rate, at_quarter_end: { ...rate, value: 0.5 }, grows_at_the_end: true, is_clear: false };
    await render_as(ana, <Cuts cuts={[cut, { ...cut, key: "b", name: "Deep-dive", grows_at_the_end: false }]} />);
    expect(await screen.findByText("50% in a quarter’s last two weeks")).toBeTruthy();
    expect(screen.getAllByText("14% to 30%, n = 100")).toHaveLength(2);
    expect(screen.getAllByText("order to the next is within chance")).toHaveLength(1);
  });
  it("says of a pre-brief or a debrief that it was not done", async () => {
    const cut = { key: "pre_brief", name: "Pre-brief before the call", kept: 5, left: 2, excused: 0, rate: { n: 7, value: 0.29, low: 0.08, high: 0.64 }, grows_at_the_end: false, is_clear: true };
    await render_as(ana, <Cuts cuts={[cut, { ...cut, key: "ride_along_reverse", name: "Ride-along: reverse coaching" }]} />);
    expect(await screen.findByText("2 of 7 not done")).toBeTruthy();
    expect(screen.getByText("2 of 7 not held")).toBeTruthy();
  });
  it("says when there is not enough data", async () => {
    await render_as(ana, <Cuts cuts={[]} />);
    expect(await screen.findByText(/Not enough data/)).toBeTruthy();
  });
});
