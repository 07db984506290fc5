import { describe, expect, it } from "vitest";
import { back_from, board_of, found_on, moved, moves_of, type Step } from "./moves";
import { member, proposal, proposed, trial } from "./sample_season";

const base = proposal();
const names = (people: { person: { name: string } }[]) => people.map(({ person }) => person.name);
const step = (person_id: string, to: number): Step => ({ ...found_on(base, [], undefined, person_id)!, person_id, to });

describe("hand edits", () => {
  it("keep the last step of a person, and none that goes home", () => {
    const once = moved([], step("p1", 2));
    expect(moves_of(moved(once, step("p1", 0)))).toEqual([{ person_id: "p1", to: 0 }]);
    expect(moved(once, step("p1", 1))).toEqual([]);
    expect(found_on(base, once, undefined, "p1")).toMatchObject({ name: "Ana", home: 1 });
    expect(found_on(base, [], undefined, "w1")).toEqual({ name: "Wim", home: 0 });
    expect(found_on(base, [], undefined, "nobody")).toBeUndefined();
  });
  it("show the board as it would be, with who came marked", () => {
    const board = board_of(base, [step("p1", 2), step("w1", 1), step("p5", 0)]);
    expect(names(board.circles[0]!.members)).toEqual(["Bo", "Cy", "Di", "Wim"]);
    expect(board.circles[0]!.members.at(-1)!.is_moved).toBe(true);
    expect(names(board.circles[1]!.members)).toContain("Ana");
    expect(names(board.waiting)).toEqual(["Eve"]);
    expect(board.circles.every(({ is_touched }) => is_touched)).toBe(true);
  });
  it("open a new circle above the last", () => {
    const board = board_of(base, [step("w1", 3)]);
    expect(board.circles.map(({ is_new }) => is_new)).toEqual([false, false, true]);
    expect(names(board.circles[2]!.members)).toEqual(["Wim"]);
  });
  it("take cost and broken rules of a touched circle from the trial", () => {
    const judged = proposed({ number: 1, cost: 99, broken: [{ rule: "size", words: "size", count: 1, circle: 1, people: [] }] });
    const board = board_of(base, [step("p1", 2)], trial({ touched: [judged] }));
    expect(board.circles[0]!.circle.cost).toBe(99);
    expect(board.circles[1]!.circle.cost).toBe(base.circles[1]!.cost);
  });
});

describe("hand edits where a page holds a few of the circles", () => {
  const page = { ...base, circles: [base.circles[0]!], circles_in_all: 2000 };
  const there = proposed({ number: 1900, name: "AE 1900", members: [member("q1", "Quinn"), member("p1", "Ana")] });
  const steps = [{ ...step("p1", 1900) }];
  it("show circles of other pages that change, with who comes", () => {
    const board = board_of(page, steps, trial({ touched: [page.circles[0]!, there] }));
    expect(board.elsewhere.map(({ circle }) => circle.name)).toEqual(["AE 1900"]);
    expect(names(board.elsewhere[0]!.members)).toEqual(["Quinn", "Ana"]);
  });
  it("know somebody on another page by the steps and by what was tried", () => {
    const other_page = { ...page, circles: [] };
    expect(found_on(other_page, steps, undefined, "p1")).toMatchObject({ name: "Ana", home: 1 });
    expect(found_on(other_page, steps, trial({ touched: [there] }), "q1")).toEqual({ name: "Quinn", home: 1900 });
    expect(names(board_of({ ...other_page, waitlist: [] }, [{ ...step("p1", 0) }]).waiting)).toEqual(["Ana"]);
  });
  it("are taken back wherever the person came from", () => {
    expect(back_from(page, steps, trial({ touched: [page.circles[0]!, there] }))).toEqual([{ person_id: "p1", to: 1 }]);
  });
});

describe("taking back", () => {
  it("is not offered where circles would be numbered anew, nor before that is known", () => {
    expect(back_from(base, [step("w1", 3)], trial())).toBeUndefined();
    expect(back_from(base, [step("p1", 2)], trial({ touched: [proposed({ number: 1, members: [] })] }))).toBeUndefined();
    expect(back_from(base, [step("w1", 1)], undefined)).toBeUndefined();
    expect(back_from(base, [step("w1", 1)], trial())).toEqual([{ person_id: "w1", to: 0 }]);
  });
});
