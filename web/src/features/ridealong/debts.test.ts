import { describe, expect, it } from "vitest";
import { byNeed, current, linesOf, mainDebt, openFormats, openOf, progressOf } from "./debts";
import { debt, desk_rep, line } from "./sample_ride_along";

const named = (name: string, ...lines: ReturnType<typeof line>[]) => desk_rep({ rep: { id: name, name }, debts: [debt({ lines })] });

describe("what is owed", () => {
  it("is summed over the periods that still run, and not over those that are over", () => {
    const rep = desk_rep({ debts: [debt({ lines: [line({ owed: 1, open: 1 })] }), debt({ lines: [line({ owed: 2, held: 1, open: 1, risk: "calls" })] }), debt({ over: true, lines: [line({ open: 9 })] })] });
    expect(current(rep)).toHaveLength(2);
    expect(linesOf(current(rep))[0]).toMatchObject({ format: "observe", owed: 3, held: 1, open: 2, risk: "calls" });
    expect(openOf(rep)).toBe(2);
  });
  it("has a line for every format, also where nothing is owed", () => {
    expect(linesOf([]).map(({ format, owed }) => [format, owed])).toEqual([["observe", 0], ["co_sell", 0], ["reverse", 0]]);
  });
  it("of a team is one line a format, with what is at risk of it", () => {
    const team = [named("Ana", line({ owed: 2, held: 1, open: 1 })), named("Ben", line({ owed: 2, booked: 0, open: 2, risk: "weeks" }))];
    expect(progressOf(team)[0]).toMatchObject({ owed: 4, held: 1, open: 3, at_risk: 2 });
  });
});

describe("the order of the desk", () => {
  it("is who is at risk, who is owed most, and then the name", () => {
    const reps = [named("Cleo", line({ open: 3 })), named("Ana", line({ open: 1 })), named("Ben", line({ open: 1 })), named("Dan", line({ open: 1, risk: "weeks" }))];
    expect(byNeed(reps).map(({ rep }) => rep.name)).toEqual(["Dan", "Cleo", "Ana", "Ben"]);
  });
  it("does not call somebody at risk who has nothing open", () => {
    expect(byNeed([named("Ana", line({ open: 0, risk: "weeks" })), named("Ben", line({ open: 1 }))])[0]!.rep.name).toBe("Ben");
  });
  it("puts the formats at risk first, and leaves out those that are done", () => {
    const rep = desk_rep({ debts: [debt({ lines: [line({ open: 2 }), line({ format: "co_sell", open: 0 }), line({ format: "reverse", open: 1, risk: "calls" })] })] });
    expect(openFormats(rep).map(({ format }) => format)).toEqual(["reverse", "observe"]);
  });
});

describe("the period the desk speaks of", () => {
  it("is the quarter where there is one", () => {
    const month = debt({ every: "month", period_first: "2027-03-01" });
    expect(mainDebt([desk_rep({ debts: [month] }), desk_rep({ debts: [debt()] })])?.every).toBe("quarter");
    expect(mainDebt([desk_rep({ debts: [month] })])?.every).toBe("month");
    expect(mainDebt([desk_rep({ debts: [debt({ over: true })] })])).toBeUndefined();
  });
});
