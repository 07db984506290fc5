import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ana, render_as } from "@/testing/render";
import { fake_server, Refused } from "@/testing/server";
import { Board } from "./Board";
import { CompareTable, lines_of } from "./CompareTable";
import { back_from } from "./EditBar";
import { ProfilePart } from "./ProfilePart";
import { free_of, week_of } from "./profile";
import { Repairs } from "./Repairs";
import { outcome, proposal, row, season, trial } from "./sample_season";
import { place_of, type Week } from "./week_grid";
import { WeekGrid } from "./WeekGrid";
import type { CircleProfile } from "./wire";

afterEach(() => vi.unstubAllGlobals());

function Grid({ onWeek }: { onWeek: (week: Week) => void }) {
  const [week, set_week] = useState<Week>(new Set());
  return (
    <>
      <h2 id="free">Free</h2>
      <WeekGrid
        value={week}
        labelled_by="free"
        onChange={(next) => {
          set_week(next);
          onWeek(next);
        }}
      />
    </>
  );
}

describe("the week grid", () => {
  const cell = (name: string) => screen.getByRole("gridcell", { name });
  it("is painted by the mouse as a rectangle", async () => {
    let week: Week = new Set();
    await render_as(ana, <Grid onWeek={(next) => (week = next)} />);
    fireEvent.mouseDown(cell("Monday 9:00 to 9:30"), { button: 0 });
    fireEvent.mouseEnter(cell("Tuesday 10:00 to 10:30"));
    fireEvent.mouseUp(window);
    fireEvent.mouseEnter(cell("Friday 12:00 to 12:30"));
    expect([...week].sort((a, b) => a - b)).toEqual([0, 1].flatMap((day) => [18, 19, 20].map((half) => place_of(day, half))));
    expect(cell("Tuesday 9:30 to 10:00").getAttribute("aria-selected")).toBe("true");
  });
  it("is set with the keys: Space sets, Shift with an arrow carries it on, and one cell alone is a stop of the tab key", async () => {
    let week: Week = new Set();
    await render_as(ana, <Grid onWeek={(next) => (week = next)} />);
    const first = cell("Monday 9:00 to 9:30");
    expect(screen.getAllByRole("gridcell").filter(({ tabIndex }) => tabIndex === 0)).toEqual([first]);
    fireEvent.keyDown(first, { key: " " });
    fireEvent.keyDown(first, { key: "ArrowDown", shiftKey: true });
    fireEvent.keyDown(cell("Monday 9:30 to 10:00"), { key: "ArrowRight" });
    expect([...week]).toEqual([place_of(0, 18), place_of(0, 19)]);
    await waitFor(() => expect(document.activeElement).toBe(cell("Tuesday 9:30 to 10:00")));
  });
});

const profile: CircleProfile = {
  is_in: false,
  may_join: true,
  themes: [],
  theme_choices: [{ key: "renewal", name: "Renewal" }],
  wishes: [],
  time_zone: "Europe/Madrid",
  free: [{ weekday: 1, from_minutes: 540, to_minutes: 660 }],
  is_suggested: true,
  starts_in_season: 0,
};

describe("joining a circle", () => {
  it("reads and writes the same hours", () => {
    expect(free_of(week_of([{ weekday: 1, from_minutes: 540, to_minutes: 660 }, { weekday: 5, from_minutes: 1380, to_minutes: 1440 }]))).toEqual([
      { weekday: 1, from_minutes: 540, to_minutes: 660 },
      { weekday: 5, from_minutes: 1380, to_minutes: 1440 },
    ]);
  });
  it("sends themes, wishes and free hours in one act", async () => {
    const server = fake_server({ "PUT /api/circle-profile": { ...profile, is_in: true, since: "x" } });
    await render_as(ana, <ProfilePart profile={profile} />);
    expect(await screen.findByText("A session could begin at 3 half hours of your week.")).toBeTruthy();
    fireEvent.click(screen.getByLabelText("Renewal"));
    fireEvent.change(screen.getByLabelText("Day"), { target: { value: "2" } });
    fireEvent.click(screen.getByRole("button", { name: "Free" }));
    fireEvent.click(screen.getByRole("button", { name: "I am in" }));
    await waitFor(() => expect(server.asked_of("PUT /api/circle-profile")).toHaveLength(1));
    expect(server.asked_of("PUT /api/circle-profile")[0]!.body).toEqual({
      themes: ["renewal"],
      wishes: [],
      time_zone: "Europe/Madrid",
      free: [
        { weekday: 1, from_minutes: 540, to_minutes: 660 },
        { weekday: 3, from_minutes: 600, to_minutes: 720 },
      ],
    });
    expect(await screen.findByText("You are in. Your circle comes with the next mix.")).toBeTruthy();
  });
  it("cannot be done without a free hour", async () => {
    await render_as(ana, <ProfilePart profile={{ ...profile, free: [{ weekday: 1, from_minutes: 540, to_minutes: 570 }] }} />);
    expect((await screen.findByRole("button", { name: "I am in" }) as HTMLButtonElement).disabled).toBe(true);
    expect(screen.getByText(/Nowhere are two half hours free in a row/)).toBeTruthy();
  });
  it("ends in one act that says before what happens", async () => {
    const server = fake_server({ "POST /api/circle-profile/opt-out": { ...profile, is_in: false } });
    await render_as(ana, <ProfilePart profile={{ ...profile, is_in: true, circle: { id: "k1", name: "AE 1", weekday: 2, starts_at_local: "15:00", length_minutes: 60, every_weeks: 2, time_zone: "Europe/Madrid", first_day: "2027-04-01", last_day: "2027-09-30" } }} />);
    expect(await screen.findByText(/You leave AE 1 at once/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Opt out" }));
    await waitFor(() => expect(server.asked_of("POST /api/circle-profile/opt-out")).toHaveLength(1));
  });
  it("is refused with the reason for a role that has no circles", async () => {
    await render_as(ana, <ProfilePart profile={{ ...profile, may_join: false, may_not_because: "Circles are for roles that are coached." }} />);
    expect(await screen.findByText("Circles are for roles that are coached.")).toBeTruthy();
    expect(screen.queryByRole("grid")).toBeNull();
  });
});

describe("hand edits on the board", () => {
  const data = proposal();
  it("show their cost before they are made, are saved with the version, and can be taken back", async () => {
    const server = fake_server({ "POST /api/circle-proposals/q1/try": trial(), "POST /api/circle-proposals/q1/edit": { ...data, proposal: row({ version: 4 }) } });
    await render_as(ana, <Board data={data} from={1} onFrom={vi.fn()} />);
    fireEvent.click(await screen.findByRole("button", { name: /^Ana/ }));
    fireEvent.change(await screen.findByLabelText("To"), { target: { value: "2" } });
    expect(await screen.findByText("Cost +12")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Move" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(within(screen.getByRole("listitem", { name: "AE 2" })).getByText("Ana")).toBeTruthy();
    const save = screen.getByRole("button", { name: "Save" }) as HTMLButtonElement;
    await waitFor(() => expect(save.disabled).toBe(false));
    fireEvent.click(save);
    await waitFor(() => expect(server.asked_of("POST /api/circle-proposals/q1/edit")[0]?.body).toEqual({ moves: [{ person_id: "p1", to: 2 }], version: 3 }));
    fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(server.asked_of("POST /api/circle-proposals/q1/edit")[1]?.body).toEqual({ moves: [{ person_id: "p1", to: 1 }], version: 4 }));
  });
  it("are made by dropping, and cannot be saved while they break a rule", async () => {
    fake_server({ "POST /api/circle-proposals/q1/try": trial({ is_lawful: false, broken: [{ rule: "slots", words: "AE 1 has no common hour", count: 1, circle: 1, people: [{ id: "w1", name: "Wim" }] }] }) });
    await render_as(ana, <Board data={data} from={1} onFrom={vi.fn()} />);
    const store = { types: ["application/x-backbeat-person"], getData: () => "w1", setData: vi.fn(), dropEffect: "", effectAllowed: "" };
    fireEvent.drop(await screen.findByRole("listitem", { name: "AE 1" }), { dataTransfer: store });
    expect(await screen.findByText(/AE 1 has no common hour/)).toBeTruthy();
    expect((screen.getByRole("button", { name: "Save" }) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Back" }));
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });
  it("of a published proposal are not offered", async () => {
    await render_as(ana, <Board data={{ ...data, proposal: row({ is_published: true }) }} from={1} onFrom={vi.fn()} />);
    expect(await screen.findByText("Ana")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Ana/ })).toBeNull();
  });
  it("say why somebody waits", async () => {
    await render_as(ana, <Board data={data} from={1} onFrom={vi.fn()} />);
    expect(await screen.findByText("no common hour with any AE circle")).toBeTruthy();
  });
  it("are not offered to be taken back where circles would be numbered anew", () => {
    expect(back_from(data, [{ person_id: "w1", to: 3 }])).toBeUndefined();
    expect(back_from(data, ["p1", "p2", "p3", "p4"].map((person_id) => ({ person_id, to: 2 })))).toBeUndefined();
    expect(back_from(data, [{ person_id: "w1", to: 1 }])).toEqual([{ person_id: "w1", to: 0 }]);
  });
});

describe("two proposals side by side", () => {
  const other = outcome({ cost: 40, waiting: 0, gap: 0, bound: 40, terms: [{ term: "size", words: "Size", cost: 30 }, { term: "repeat", words: "Meets again", cost: 10 }] });
  it("have a line for each term that either has", () => {
    const lines = lines_of(outcome(), other, { cost: "Cost", bound: "", gap: "", circles: "", cross: "", waiting: "" });
    expect(lines.filter(({ key }) => key.startsWith("term")).map(({ label, values }) => [label, ...values])).toEqual([
      ["Waiting", 200, 0],
      ["Size", 40, 30],
      ["Meets again", 0, 10],
    ]);
  });
  it("show the difference with its sign", async () => {
    await render_as(ana, <CompareTable proposals={[row(), row({ id: "q2", number: 2, result: other })]} />);
    const line = (await screen.findByRole("rowheader", { name: "Cost" })).closest("tr")!;
    expect(line.textContent).toContain("-200");
  });
});

describe("repairs between two mixes", () => {
  it("say what they touch, and are done by their fingerprint", async () => {
    const base = season();
    const server = fake_server({ "POST /api/circle-seasons/s1/repairs": { ...base, repairs: [] } });
    await render_as(ana, <Repairs season={base} />);
    expect(await screen.findByText("Eve has left")).toBeTruthy();
    expect(screen.getByText("without Eve")).toBeTruthy();
    expect(screen.getByText("with Wim")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Do it" }));
    await waitFor(() => expect(server.asked_of("POST /api/circle-seasons/s1/repairs")[0]?.body).toEqual({ key: "leave:p5", fingerprint: "f1" }));
  });
  it("that would do something else by now are refused in words", async () => {
    fake_server({ "POST /api/circle-seasons/s1/repairs": new Refused(409, { detail: "This would now do something else." }) });
    await render_as(ana, <Repairs season={season()} />);
    fireEvent.click(await screen.findByRole("button", { name: "Do it" }));
    expect((await screen.findAllByText("This would now do something else.")).length).toBeGreaterThan(0);
  });
});
