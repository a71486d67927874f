import { describe, expect, test } from "vitest";
import { type HeatMap, placeAmong } from "../../../src/view/study/heat-map.ts";
import { heatMapSvg } from "../../../src/view/study/heat-map-svg.ts";
import { heatMapText } from "../../../src/view/study/heat-map-text.ts";
import { widthOf } from "../../../src/view/terminal/text-width.ts";
import { findAll, numberOf, ofClass, readSvg, titleOf } from "../svg-reader.ts";

const map: HeatMap = {
  title: "loss",
  notes: ["Why?"],
  x: { label: "τ", values: ["0", "1", "8"], numbers: [0, 1, 8] },
  y: { label: "η", values: ["0.1", "1"], numbers: [0.1, 1] },
  measured: "loss",
  cells: [
    [0.25, 0.5, 1],
    [0.125, Infinity, undefined],
  ],
  notFinite: "diverged",
  boundary: { name: "limit", values: [2, 1, 0.1] },
};

describe("a heat map", () => {
  test("is the golden file", async () => {
    await expect(`${heatMapSvg(map)}\n`).toMatchFileSnapshot("golden/heat-map.svg");
  });

  test("shades what is larger more, and tells each number, × and gap", () => {
    const svg = readSvg(heatMapSvg(map));
    const cells = ofClass(svg, "study-cell").filter(({ attributes }) => Number(attributes["height"]) > 20);
    const shades = cells.map((cell) => numberOf(cell, "fill-opacity"));
    expect([...shades].sort((a, b) => a - b)).toEqual([shades[3], shades[0], shades[1], shades[2]]);
    const titles = findAll(svg, ({ name }) => name === "title").map(({ text }) => text);
    expect(titles).toEqual(
      expect.arrayContaining(["τ 0, η 0.1: 0.25", "τ 0, η 1: 0.125", "τ 1, η 1: diverged", "τ 8, η 1: –"]),
    );
    expect(ofClass(svg, "study-outside")).toHaveLength(1);
    expect(ofClass(svg, "study-empty").map(titleOf)).toEqual(["τ 8, η 1: –"]);
  });

  test("draws the boundary through the middle of each column, at its place between the rows", () => {
    const svg = readSvg(heatMapSvg(map));
    const paths = ofClass(svg, "study-boundary").map(({ attributes }) => attributes["d"] ?? "");
    const corners = [...(paths.at(-1) ?? "").matchAll(/([\d.]+),([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]); // prettier-ignore
    const rows = ofClass(svg, "study-cell").filter(({ attributes }) => Number(attributes["height"]) > 20);
    // 1 stands in the middle of the upper row, 0.1 in that of the lower one; 2 is above the map.
    const middle = (cell: (typeof rows)[number] | undefined) => numberOf(cell, "y") + numberOf(cell, "height") / 2;
    const heights = corners.map(([, y]) => y);
    expect(heights.slice(-2)).toEqual([middle(rows[3]), middle(rows[2])]);
  }); // prettier-ignore

  test("is drawn without a boundary, of one cell, and of nothing finite", () => {
    const one = {
      ...map,
      x: { ...map.x, values: ["0"] },
      y: { ...map.y, values: ["1"] },
      boundary: undefined,
    };
    for (const value of [1, 0, Infinity, undefined]) {
      expect(heatMapSvg({ ...one, cells: [[value]] })).not.toMatch(/NaN|undefined/);
    }
  });
});

test.each([
  [[0, 1, 8], 0, 0],
  [[0, 1, 8], 0.5, 0.5],
  [[1, 10, 100], 31.6227766, 1.5],
  [[1, 10, 100], 1000, 3],
  [[1, 10, 100], 0.1, -1],
])("among %j, %d has the place %d", (numbers, value, place) => {
  expect(placeAmong(numbers, value)).toBeCloseTo(place, 6);
});

describe("a heat map as text", () => {
  test("has the picture's rows and columns", () => {
    expect(heatMapText(map, { columns: 80 })).toEqual([
      "η \\ τ     0    1  8",
      "─────  ────  ───  ─",
      "    1  0.13    ×  –",
      "  0.1  0.25  0.5  1",
    ]);
  });

  test.each([20, 40, 80])("is no wider than %i columns", (columns) => {
    const wide = { ...map, x: { ...map.x, values: Array.from({ length: 12 }, (_, i) => `${i}`) }, cells: [Array<number>(12).fill(1e-200)] }; // prettier-ignore
    expect(Math.max(...heatMapText(wide, { columns }).map(widthOf))).toBeLessThanOrEqual(columns);
  });
});
