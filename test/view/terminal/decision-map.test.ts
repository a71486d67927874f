import { expect, test } from "vitest";
import { drawDecisionMap, mapCentres } from "../../../src/view/terminal/decision-map.ts";
import { plainPaint } from "../../../src/view/paint.ts";

const range = { x: [-2, 2], y: [-1, 1] } as const;

test("drawDecisionMap shades by the probability of class one and puts the points over it", () => {
  const points = [
    { x: -1.9, y: 0.9, label: 0 },
    { x: 1.9, y: -0.9, label: 1 },
    { x: 0.1, y: 0.1, label: 1 },
    { x: 0.12, y: 0.11, label: 0 },
    { x: 2, y: 1, label: 1 },
    { x: 2.1, y: 0, label: 1 },
  ];
  // From 0 at the left edge to 1 at the right one.
  const lines = drawDecisionMap((x) => (x + 2) / 4, points, { columns: 16, rows: 4, range });
  expect(lines).toEqual(["○   ░░░░▒▒▒▒▓▓▓●", "    ░░░░◐▒▒▒▓▓▓▓", "    ░░░░▒▒▒▒▓▓▓▓", "    ░░░░▒▒▒▒▓▓▓●"]);
});

test("drawDecisionMap has up where y is greatest, and a mark where a classifier says no number", () => {
  const lines = drawDecisionMap((_, y) => (y > 0 ? 1 : NaN), [], { columns: 2, rows: 2, range });
  expect(lines).toEqual(["▓▓", "??"]);
});

test("drawDecisionMap asks for the places of mapCentres in their order", () => {
  const size = { columns: 3, rows: 2, range };
  const asked: { x: number; y: number }[] = [];
  drawDecisionMap((x, y, index) => {
    expect(index).toBe(asked.length);
    asked.push({ x, y });
    return 0;
  }, [], size, plainPaint); // prettier-ignore
  expect(asked).toEqual(mapCentres(size));
  expect(asked[0]?.x).toBeCloseTo(-4 / 3, 12);
  expect(asked[0]?.y).toBe(0.5);
});
