import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ana, render_as } from "@/testing/render";
import { fake_server } from "@/testing/server";
import { CirclesTable } from "./CirclesTable";
import { DisbandProposals } from "./DisbandProposals";
import { Enps } from "./Enps";
import { ManagersView } from "./ManagersView";
import type { CirclePulse, Figure, Programme } from "./wire";

afterEach(() => vi.unstubAllGlobals());

const withheld: Figure = { standing: "withheld" };
const programme: Programme = {
  quarter: "2027-Q1",
  first_day: "2027-01-01",
  last_day: "2027-03-31",
  published_at: "2027-04-01T04:00:00Z",
  quarters: ["2027-Q1"],
  minimum_circles: 2,
  minimum_people: 8,
  scale: { lowest: -100, highest: 100 },
  caveat: "Circles are chosen, not drawn by lot.",
  rows: [{ group: "all", name: "All circles", circles: 4, attendance: { standing: "shown", value: 85, n: 18 }, enps: { standing: "shown", value: 40, bound: "at_least", n: 16, step: 5 }, follow_through: withheld }],
};

describe("what my manager can see", () => {
  it("is the very answer, in words and as it is sent, with its caveat", async () => {
    fake_server({ "GET /api/circle-pulse/what-my-manager-sees": programme });
    await render_as(ana, <ManagersView />);
    expect(await screen.findByText("+40 or more")).toBeTruthy();
    expect(screen.getByText("Circles are chosen, not drawn by lot.")).toBeTruthy();
    expect(screen.getByRole("region", { name: "The answer as it is sent" }).textContent).toBe(JSON.stringify(programme));
    expect(screen.getByText(new RegExp(`These ${JSON.stringify(programme).length} bytes are what /api/circle-programme answers your manager`))).toBeTruthy();
  });
  it("is nothing for who is in no circle", async () => {
    fake_server({});
    await render_as(ana, <ManagersView />);
    expect(await screen.findByText("Nothing about you: you are in no circle.")).toBeTruthy();
  });
  it("never says which of the reasons a number is withheld for", async () => {
    fake_server({ "GET /api/circle-pulse/what-my-manager-sees": programme });
    await render_as(ana, <ManagersView />);
    fireEvent.click(await screen.findByRole("button", { name: "Commitments followed through: withheld, why" }));
    expect(await screen.findByText(/Which of the three it is would itself say something/)).toBeTruthy();
  });
});

const pulse: CirclePulse = {
  quarter: "2027-Q1",
  quarters: ["2027-Q1"],
  minimum: 5,
  scale: { lowest: -100, highest: 100 },
  thresholds: { attendance_percent: 60, enps: 5 },
  caveat: "",
  circles: [
    { circle: { id: "k1", name: "AE 1" }, form: "same", held_by: "ae", is_running: true, members: 5, meetings: { held: 6, called_off: 1, lapsed: 1 }, attendance: { expected: 30, present: 15, excused: 3, missed: 12, percent: 50 }, enps: { standing: "shown", value: 20, n: 5, step: 20 }, follow_through: withheld, facilitators: { led: 3, members: 5 } },
    { circle: { id: "k2", name: "AE 2" }, form: "same", held_by: "ae", is_running: false, members: 4, meetings: { held: 0, called_off: 0, lapsed: 0 }, attendance: { expected: 0, present: 0, excused: 0, missed: 0 }, enps: withheld, follow_through: withheld, facilitators: { led: 0, members: 4 } },
  ],
  proposals: [],
};

describe("the quarter, circle by circle", () => {
  it("says counts, how far one answer moves eNPS, and where there is no data", async () => {
    await render_as(ana, <CirclesTable pulse={pulse} />);
    expect(await screen.findByText("15 of 30")).toBeTruthy();
    expect(screen.getByText("n = 5; one answer moves it by 20")).toBeTruthy();
    expect(screen.getByText("2 not held")).toBeTruthy();
    expect(screen.getByText("Not enough data")).toBeTruthy();
    expect(screen.getByText("3 of 5")).toBeTruthy();
  });
  it("draws a page of two thousand circles, and finds one by its name", async () => {
    const many = Array.from({ length: 2_000 }, (_, at) => ({ ...pulse.circles[0]!, circle: { id: `k${at}`, name: `AE ${at + 1}` } }));
    await render_as(ana, <CirclesTable pulse={{ ...pulse, circles: many }} />);
    expect((await screen.findAllByRole("row")).length).toBe(51);
    expect(screen.getByText("1 to 50 of 2,000")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Next" }));
    expect(screen.getByRole("rowheader", { name: /^AE 51/ })).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Find a circle"), { target: { value: "ae 1999" } });
    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(2));
    expect(screen.getByRole("rowheader", { name: /^AE 1999/ })).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Find a circle"), { target: { value: "zz" } });
    expect(await screen.findByText("No circle of that name.")).toBeTruthy();
  });
  it("proposes to disband with its reasons, and does it only once the name is typed", async () => {
    const server = fake_server({ "POST /api/circles/k1/disband": {} });
    const reason = (quarter: string, value: number) => ({ quarter, measure: "attendance" as const, value, bound: "exact" as const, threshold: 60 });
    await render_as(ana, <DisbandProposals proposals={[{ circle: { id: "k1", name: "AE 1" }, quarters: ["2026-Q4", "2027-Q1"], reasons: [reason("2026-Q4", 55), reason("2027-Q1", 50)] }]} />);
    expect((await screen.findByText(/Q4 2026: attendance/)).textContent).toMatch(/55\s?%.*60\s?%/);
    fireEvent.click(screen.getByRole("button", { name: "Disband" }));
    const [, confirm] = (await waitFor(() => {
      const all = screen.getAllByRole("button", { name: "Disband", hidden: true });
      expect(all).toHaveLength(2);
      return all;
    })) as HTMLButtonElement[];
    expect(confirm!.disabled).toBe(true);
    fireEvent.change(screen.getByLabelText("To go on, type AE 1"), { target: { value: "AE 1" } });
    fireEvent.click(confirm!);
    await waitFor(() => expect(server.asked_of("POST /api/circles/k1/disband")[0]?.body).toEqual({ reason: "attendance" }));
  });
});

describe("the question at the end of a quarter", () => {
  const asked = { quarter: "2027-Q1", question: "Would you recommend your circle?", is_asked: true, has_answered: false, closes_on: "2027-03-31" };
  it("is sent only after a second press, since it cannot be changed, and then stays answered", async () => {
    const server = fake_server({ "GET /api/circle-meetings/m1/enps": asked, "POST /api/circle-meetings/m1/enps": { ...asked, has_answered: true } });
    await render_as(ana, <Enps meeting_id="m1" />);
    fireEvent.click(await screen.findByRole("button", { name: "9 of 10" }));
    expect(server.asked_of("POST /api/circle-meetings/m1/enps")).toHaveLength(0);
    server.answers["GET /api/circle-meetings/m1/enps"] = { ...asked, has_answered: true };
    fireEvent.click(screen.getByRole("button", { name: "Answer 9" }));
    expect(await screen.findByText(/You have answered this quarter's question/)).toBeTruthy();
    expect(server.asked_of("POST /api/circle-meetings/m1/enps")[0]!.body).toEqual({ score: 9 });
  });
  it("is not shown while it is not asked", async () => {
    const server = fake_server({ "GET /api/circle-meetings/m1/enps": { ...asked, is_asked: false } });
    await render_as(ana, <Enps meeting_id="m1" />);
    await waitFor(() => expect(server.asked).toHaveLength(1));
    expect(screen.queryByText("Would you recommend your circle?")).toBeNull();
  });
});
