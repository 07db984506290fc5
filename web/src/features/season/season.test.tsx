import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ana, render_as } from "@/testing/render";
import { fake_server, Refused } from "@/testing/server";
import { Board } from "./Board";
import { CompareTable, lines_of } from "./CompareTable";
import { ProfilePart } from "./ProfilePart";
import { free_of, week_of } from "./profile";
import { Repairs } from "./Repairs";
import { member, outcome, place, places, proposal, proposed, row, season, trial } from "./sample_season";
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
    const server = fake_server({ "POST /api/circle-proposals/q1/places": places(), "POST /api/circle-proposals/q1/try": trial(), "POST /api/circle-proposals/q1/edit": { ...data, proposal: row({ version: 4 }) } });
    await render_as(ana, <Board data={data} from={1} search="" onFrom={vi.fn()} onSearch={vi.fn()} />);
    fireEvent.click(await screen.findByRole("button", { name: /^Ana/ }));
    fireEvent.click(await screen.findByRole("radio", { name: /AE 2/ }));
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
    await render_as(ana, <Board data={data} from={1} search="" onFrom={vi.fn()} onSearch={vi.fn()} />);
    const store = { types: ["application/x-backbeat-person"], getData: () => "w1", setData: vi.fn(), dropEffect: "", effectAllowed: "" };
    fireEvent.drop(await screen.findByRole("listitem", { name: "AE 1" }), { dataTransfer: store });
    expect(await screen.findByText(/AE 1 has no common hour/)).toBeTruthy();
    expect((screen.getByRole("button", { name: "Save" }) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Back" }));
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });
  it("of a published proposal are not offered", async () => {
    await render_as(ana, <Board data={{ ...data, proposal: row({ is_published: true }) }} from={1} search="" onFrom={vi.fn()} onSearch={vi.fn()} />);
    expect(await screen.findByText("Ana")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Ana/ })).toBeNull();
  });
  it("say why somebody waits", async () => {
    await render_as(ana, <Board data={data} from={1} search="" onFrom={vi.fn()} onSearch={vi.fn()} />);
    expect(await screen.findByText("no common hour with any AE circle")).toBeTruthy();
  });
});

describe("where somebody could go", () => {
  const data = proposal();
  const opened = async (answer: unknown) => {
    const server = fake_server({ "POST /api/circle-proposals/q1/places": answer, "POST /api/circle-proposals/q1/try": trial() });
    await render_as(ana, <Board data={data} from={1} search="" onFrom={vi.fn()} onSearch={vi.fn()} />);
    fireEvent.click(await screen.findByRole("button", { name: /^Ana/ }));
    return server;
  };
  it("is said with the cost of each place, the best first, and what it would break", async () => {
    await opened(places({ items: [place(), place({ number: 9, name: "AE 9", change: 40, broken: [{ rule: "size", words: "It has 7 members, and may have 4 to 6", count: 1, circle: 9, people: [] }] })], found: 1_990 }));
    await screen.findByRole("radio", { name: /AE 9/ });
    const choices = screen.getAllByRole("radio").map((radio) => radio.closest("label")!.textContent);
    expect(choices[0]).toMatch(/AE 2.*4 members.*Tuesday 15:00.*\+12/);
    expect(choices[1]).toMatch(/AE 9.*It has 7 members, and may have 4 to 6.*\+40/);
    expect(choices.slice(2)).toEqual(["A new circle", "Waiting"]);
    expect(screen.getByText(/and 1,?988 more/)).toBeTruthy();
  });
  it("is found among two thousand by a name", async () => {
    const server = await opened(places());
    fireEvent.change(await screen.findByLabelText("Find a circle or somebody in it"), { target: { value: "eve" } });
    await waitFor(() => expect(server.asked_of("POST /api/circle-proposals/q1/places").at(-1)?.body).toEqual({ person_id: "p1", moves: [], search: "eve", limit: 8 }));
  });
  it("is nowhere where no circle is called that", async () => {
    await opened(places({ items: [], found: 0 }));
    expect(await screen.findByText("There is no other circle.")).toBeTruthy();
    expect(screen.getAllByRole("radio")).toHaveLength(2);
  });
});

describe("a proposal of two thousand circles", () => {
  const circles = Array.from({ length: 60 }, (_, at) => proposed({ number: at + 1, name: `AE ${at + 1}`, members: [member(`p${at}`, `Rep ${at}`)] }));
  const data = proposal({ circles, circles_in_all: 2_000, circles_found: 2_000 });
  it("shows a page of them, says how many there are, and goes on to the next", async () => {
    const onFrom = vi.fn();
    await render_as(ana, <Board data={data} from={1} search="" onFrom={onFrom} onSearch={vi.fn()} />);
    expect((await screen.findAllByRole("listitem", { name: /^AE / })).length).toBe(60);
    const above = screen.getByRole("navigation", { name: "Pages of circles" });
    expect(within(above).getByText("1 to 60 of 2,000")).toBeTruthy();
    fireEvent.click(within(above).getByRole("button", { name: "Next" }));
    expect(onFrom).toHaveBeenCalledWith(61);
  });
  it("is searched, and says where nothing is called that", async () => {
    const onSearch = vi.fn();
    await render_as(ana, <Board data={{ ...data, circles: [], circles_found: 0 }} from={1} search="zz" onFrom={vi.fn()} onSearch={onSearch} />);
    expect(await screen.findByText("No circle of that name, and nobody of that name in one.")).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Find a circle or somebody"), { target: { value: "rep 7" } });
    expect(onSearch).toHaveBeenCalledWith("rep 7");
  });
});

describe("two proposals side by side", () => {
  const other = outcome({ cost: 40, waiting: 0, gap: 0, bound: 40, terms: [{ term: "size", words: "Size", cost: 30 }, { term: "repeat", words: "Meets again", cost: 10 }] });
  it("have a line for each term that either has", () => {
    const lines = lines_of(outcome(), other, { cost: "Cost", bound: "", gap: "", circles: "", cross: "", waiting: "" });
    expect(lines.find(({ key }) => key === "terms")!.lines.map(({ label, values }) => [label, ...values])).toEqual([
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
