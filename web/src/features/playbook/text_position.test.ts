import { expect, it } from "vitest";
import { offset_of } from "./text_position";

const text = "name = 1\n\nminutes = -5\n";

it("the first place is the start of the text", () => expect(offset_of(text, 1, 1)).toBe(0));
it("a place is counted from 1 by line and column", () => expect(text.slice(offset_of(text, 3, 11))).toBe("-5\n"));
it("a column beyond its line is the end of that line", () => expect(offset_of(text, 1, 99)).toBe(8));
it("a line beyond the text is the end of the text", () => expect(offset_of(text, 99, 1)).toBe(text.length));
