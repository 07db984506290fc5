import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "@/api";
import { ana, render_as } from "@/testing/render";
import { fake_server, Refused } from "@/testing/server";
import { CirclesPart } from "./CirclesPart";
import { field_problems } from "./field_problems";
import { RulesPart } from "./RulesPart";
import { season } from "./sample_season";
import type { CircleRow, SeasonRow } from "./wire";
import { quality_text } from "./words";

afterEach(() => vi.unstubAllGlobals());

const circle = (number: number): CircleRow => ({
  id: `k${number}`, season_id: "s1", name: `AE ${number}`, form: "same", held_by: "ae", held_by_name: "AE", weekday: 2, starts_at_local: "15:00", length_minutes: 60, every_weeks: 2, time_zone: "Europe/Madrid",
  first_day: "2027-04-01", last_day: "2027-09-30", members: [{ person: { id: `p${number}`, name: `Rep ${number}` }, is_certified: true, joined_at: "2027-04-01T00:00:00Z" }], facilitators: 1, created_at: "2027-03-20T00:00:00Z",
});
const seasons = (...items: SeasonRow[]) => ({ items, suggested: { name: "", first_day: "", last_day: "" }, calendar: [] });

describe("the circles of a season", () => {
  it("are read a page at a time where there are two thousand", async () => {
    const server = fake_server({
      "GET /api/circle-seasons": seasons(season().season),
      "GET /api/circles": ({ query }: { query: URLSearchParams }) => ({ items: Array.from({ length: 100 }, (_, at) => circle(Number(query.get("from")) + at)), in_all: 2_000 }),
    });
    await render_as(ana, <CirclesPart season={season()} />);
    expect(await screen.findByText("1 to 100 of 2,000")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Next" }));
    expect(await screen.findByRole("rowheader", { name: "AE 101" })).toBeTruthy();
    expect(server.asked_of("GET /api/circles").map(({ query }) => query.get("from"))).toEqual(["1", "101"]);
  });
  it("that do not run yet lead to the season whose circles do", async () => {
    const row = season().season;
    fake_server({ "GET /api/circle-seasons": seasons({ ...row, id: "s2", state: "forming", circles: 0 }, { ...row, name: "Autumn", circles: 4 }), "GET /api/circles": { items: [], in_all: 0 } });
    await render_as(ana, <CirclesPart season={season({ season: { ...row, id: "s2", state: "forming" } })} />);
    expect(await screen.findByText("They run once a proposal is published.")).toBeTruthy();
    expect((await screen.findByRole("link", { name: "See the circles of Autumn" })).getAttribute("href")).toBe("/circles/season?season=s1&part=circles");
  });
});

describe("the rules of a season", () => {
  it("that are refused say so beside their field", async () => {
    fake_server({ "PUT /api/circle-seasons/s1/rules": new Refused(422, { field: "size_best", detail: "expected 4 to 6, found 9" }) });
    await render_as(ana, <RulesPart season={season()} />);
    const best = await screen.findByLabelText<HTMLInputElement>("Best");
    fireEvent.change(best, { target: { value: "9" } });
    fireEvent.click(screen.getByRole("button", { name: "Save the rules" }));
    await waitFor(() => expect(best.getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getByText("expected 4 to 6, found 9").id).toBe(best.getAttribute("aria-describedby"));
    expect(screen.queryByRole("alert")).toBeNull();
  });
  it("that are refused as a whole say so above", () => {
    const refused = (more: object) => new ApiError(422, { type: "", title: "Refused", status: 422, detail: "no", code: "x", ...more });
    expect(field_problems(refused({ field: "themes" }), ["size_low"]).rest).toBe("no");
    expect(field_problems(refused({ errors: [{ field: "size_low", code: "x", detail: "too small" }] }), ["size_low"])).toMatchObject({ rest: undefined });
    expect(field_problems(refused({}), ["size_low"]).rest).toBe("no");
    expect(field_problems(null, []).rest).toBeUndefined();
  });
});

describe("how good a mix is", () => {
  it("is a share where the bound says something, and the bound where it does not", () => {
    expect(quality_text({ gap: 18, bound: 260 })).toBe("at most 6.9% from the best");
    expect(quality_text({ gap: 2_725, bound: 164 })).toBe("at least 164 for any mix");
    expect(quality_text({ gap: 0, bound: 10 })).toBeUndefined();
  });
});
