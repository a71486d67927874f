import { expect, test } from "vitest";
import { drawGlyph } from "../../../src/view/terminal/glyph.ts";

test("drawGlyph shows two rows of pixels a line, and shades the pale ones", () => {
  const pixels = [
    0, 1, 1, 0,
    1, 0, 1, 0,
    0.3, 0.3, 0, 1,
    0.3, 0, 0.05, 0,
    1, 0, 0, 0.5,
  ]; // prettier-ignore
  expect(drawGlyph(pixels, 4)).toEqual(["▄▀█ ", "▒░ ▀", "▀  ▀"]);
});

test("drawGlyph of no pixels is no line", () => {
  expect(drawGlyph(new Float64Array(0), 8)).toEqual([]);
});
