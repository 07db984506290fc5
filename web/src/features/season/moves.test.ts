import { describe, expect, it } from "vitest";
import { board_of, moved, place_now } from "./moves";
import { proposal, proposed, trial } from "./sample_season";

const base = proposal();
const names = (people: { person: { name: string } }[]) => people.map(({ person }) => person.name);

describe("hand edits", () => {
  it("keep the last move of a person, and none that goes home", () => {
    const once = moved([], base, { person_id: "p1", to: 2 });
    expect(moved(once, base, { person_id: "p1", to: 0 })).toEqual([{ person_id: "p1", to: 0 }]);
    expect(moved(once, base, { person_id: "p1", to: 1 })).toEqual([]);
    expect(place_now(once, base, "p1")).toBe(2);
    expect(place_now([], base, "w1")).toBe(0);
  });
  it("show the board as it would be, with who came marked", () => {
    const board = board_of(base, [{ person_id: "p1", to: 2 }, { person_id: "w1", to: 1 }, { person_id: "p5", to: 0 }]);
    expect(names(board.circles[0]!.members)).toEqual(["Bo", "Cy", "Di", "Wim"]);
    expect(board.circles[0]!.members.at(-1)!.is_moved).toBe(true);
    expect(names(board.circles[1]!.members)).toContain("Ana");
    expect(names(board.waiting)).toEqual(["Eve"]);
    expect(board.circles.every(({ is_touched }) => is_touched)).toBe(true);
  });
  it("open a new circle above the last", () => {
    const board = board_of(base, [{ person_id: "w1", to: 3 }]);
    expect(board.circles.map(({ is_new }) => is_new)).toEqual([false, false, true]);
    expect(names(board.circles[2]!.members)).toEqual(["Wim"]);
  });
  it("take cost and broken rules of a touched circle from the trial", () => {
    const judged = proposed({ number: 1, cost: 99, broken: [{ rule: "size", words: "size", count: 1, circle: 1, people: [] }] });
    const board = board_of(base, [{ person_id: "p1", to: 2 }], trial({ touched: [judged] }));
    expect(board.circles[0]!.circle.cost).toBe(99);
    expect(board.circles[1]!.circle.cost).toBe(base.circles[1]!.cost);
  });
});
