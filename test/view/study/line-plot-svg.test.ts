import { describe, expect, test } from "vitest";
import { linePlotSvg } from "../../../src/view/study/line-plot-svg.ts";
import type { LinePlot, PlotLine } from "../../../src/view/study/plot.ts";
import { findAll, numberOf, ofClass, readSvg, titleOf } from "../svg-reader.ts";

const point = (x: number, middle: number, spread = 0) => ({
  x,
  low: middle - spread,
  middle,
  high: middle + spread,
});
const plot = (lines: PlotLine[], change: Partial<LinePlot> = {}): LinePlot => ({
  title: "loss over m",
  notes: ["Why?"],
  across: { kind: "values", label: "m", values: ["1", "2", "4"], isNumeric: true },
  measured: "loss",
  isLogarithmic: false,
  naming: "rule",
  notFinite: "never",
  lines,
  ...change,
});
const two = plot([
  { name: "a", points: [point(0, 1), point(1, 2, 0.5), point(2, 4, 0.5)] },
  { name: "b", points: [point(0, 5), point(1, 5), point(2, 5)] },
]);
const textsOf = (svg: string): string[] =>
  findAll(readSvg(svg), ({ name }) => name === "text").map(({ text }) => text);

describe("a plot of lines", () => {
  test("is the golden file", async () => {
    await expect(`${linePlotSvg(two)}\n`).toMatchFileSnapshot("golden/lines.svg");
  });

  test("marks every point where it belongs, and tells its number and spread", () => {
    const circles = findAll(readSvg(linePlotSvg(two)), ({ name }) => name === "circle");
    expect(circles.map(titleOf)).toEqual(["a: 1", "a: 2, from 1.5 to 2.5", "a: 4, from 3.5 to 4.5", "b: 5", "b: 5", "b: 5"]); // prettier-ignore
    const [x, y] = (["cx", "cy"] as const).map((axis) => circles.map((circle) => numberOf(circle, axis)));
    // Values stand at equal distances, numbers by their size.
    expect((x?.[1] ?? 0) - (x?.[0] ?? 0)).toBeCloseTo((x?.[2] ?? 0) - (x?.[1] ?? 0), 1);
    expect((y?.[0] ?? 0) - (y?.[1] ?? 0)).toBeCloseTo(((y?.[1] ?? 0) - (y?.[2] ?? 0)) / 2, 1);
    expect(y?.[3]).toBeLessThan(y?.[2] ?? 0);
  });

  test("has a band where runs differ, and none where they do not", () => {
    expect(ofClass(readSvg(linePlotSvg(two)), "study-band")).toHaveLength(1);
  });

  test("names its lines apart from each other, under what they are names of", () => {
    const svg = readSvg(linePlotSvg(two));
    const names = findAll(svg, ({ text }) => ["a", "b"].includes(text));
    expect(Math.abs(numberOf(names[0], "y") - numberOf(names[1], "y"))).toBeGreaterThanOrEqual(17);
    expect(textsOf(linePlotSvg(two))).toContain("rule");
  });

  test("draws no lines between things that have no order, and bars for their spread", () => {
    const across = { kind: "values", label: "rule", values: ["x", "y", "z"], isNumeric: false } as const;
    const svg = readSvg(linePlotSvg(plot([{ name: "", points: two.lines[0]?.points ?? [] }], { across })));
    expect(findAll(svg, ({ name, attributes }) => name === "path" && attributes["class"] !== undefined)).toEqual([]); // prettier-ignore
    expect(ofClass(svg, "study-bar")).toHaveLength(2);
  });

  test("marks at the top what is not finite, and says what × means only then", () => {
    const never = plot([{ name: "a", points: [point(0, 1), { x: 1, low: 2, middle: Infinity, high: Infinity }] }]); // prettier-ignore
    expect(textsOf(linePlotSvg(never)).filter((text) => text.includes("×"))).toEqual(["× never.", "×"]);
    expect(textsOf(linePlotSvg(two)).join()).not.toContain("×");
  });

  test.each([false, true])("puts a quantity in its place, logarithmic: %s", (isLogarithmic) => {
    const across = { kind: "quantity", label: "ticks", isLogarithmic } as const;
    const points = [point(0, 1), point(1, 1), point(10, 2), point(100, 3)];
    const circles = findAll(readSvg(linePlotSvg(plot([{ name: "", points }], { across }))), ({ name }) => name === "circle"); // prettier-ignore
    const x = circles.map((circle) => numberOf(circle, "cx"));
    if (isLogarithmic) {
      // Time 0 has no place.
      expect(x).toHaveLength(3);
      expect((x[1] ?? 0) - (x[0] ?? 0)).toBeCloseTo((x[2] ?? 0) - (x[1] ?? 0), 1);
    } else {
      expect(((x[3] ?? 0) - (x[0] ?? 0)) / ((x[2] ?? 0) - (x[0] ?? 0))).toBeCloseTo(10, 2);
    }
  });

  test("is well-formed for names and texts from files, and without any points", () => {
    const odd = `<&"'\u0000\u001b[31m`;
    const svg = linePlotSvg(plot([{ name: odd, points: [point(0, 1)] }], { title: odd, notes: [odd], measured: odd, naming: odd })); // prettier-ignore
    expect(readSvg(svg).name).toBe("svg");
    for (const empty of [[], [{ name: "a", points: [] }], [{ name: "a", points: [point(0, NaN)] }]]) {
      expect(linePlotSvg(plot(empty))).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  test("shows twelve lines at most, and says how many there are", () => {
    const many = Array.from({ length: 15 }, (_, i) => ({ name: `n${i}`, points: [point(0, i)] }));
    const texts = textsOf(linePlotSvg(plot(many)));
    expect(texts.filter((text) => /^n\d+$/.test(text))).toHaveLength(12);
    expect(texts).toContain("The first 12 of 15 lines.");
  });
});
