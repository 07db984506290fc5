import { describe, expect, it } from "vitest";
import { bounded_text, figure_text, sharpness_text } from "./figures";

describe("a figure about circles", () => {
  it("has its sign where it is points, and none where it is a share", () => {
    expect(figure_text({ standing: "shown", value: 40 }, "points")).toBe("+40");
    expect(figure_text({ standing: "shown", value: 0 }, "points")).toBe("0");
    expect(figure_text({ standing: "shown", value: 85 }, "percent")).toMatch(/^85\s?%$/);
  });
  it("says where it is only a bound", () => {
    expect(bounded_text(40, "at_least", "points")).toBe("+40 or more");
    expect(bounded_text(-40, "at_most", "points")).toBe("-40 or less");
  });
  it("that is withheld says nothing, whatever stands beside it", () => {
    expect(figure_text({ standing: "withheld", value: 3, n: 2 }, "points")).toBeUndefined();
  });
  it("says how far one answer moves it", () => {
    expect(sharpness_text({ standing: "shown", value: 20, n: 5, step: 20 }, "points")).toBe("n = 5; one answer moves it by 20");
    expect(sharpness_text({ standing: "shown", value: 20, n: 5 }, "points")).toBe("n = 5");
    expect(sharpness_text({ standing: "withheld" }, "points")).toBeUndefined();
  });
});
