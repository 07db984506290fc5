import { describe, expect, it } from "vitest";
import { is_ageing, paceShares } from "./pace";

const pace = { quarter: "2027-Q1", target: 200, won: 80, expected_by_now: 100, attainment: 0.4, n: 6 };
const stage = { stage: "Engaging", count: 3, amount: 10, median_age_days: 20, usual_age_days: 14 };

describe("pace", () => {
  it("is a share of the target, with the distance to where it would be by now", () => expect(paceShares(pace)).toEqual({ won: 0.4, expected: 0.5, ahead: -20 }));
  it("has no share of a target of nothing", () => expect(paceShares({ ...pace, target: 0 })).toMatchObject({ won: 0, expected: 0 }));
});

describe("ageing", () => {
  it("is a quarter and more above the usual age", () => expect(is_ageing(stage)).toBe(true));
  it("is not said of a small difference", () => expect(is_ageing({ ...stage, median_age_days: 17 })).toBe(false));
  it("is not said where nothing is usual yet", () => expect(is_ageing({ ...stage, usual_age_days: undefined })).toBe(false));
  it("is not said of a stage without deals", () => expect(is_ageing({ ...stage, count: 0 })).toBe(false));
});
