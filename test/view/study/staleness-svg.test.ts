import { describe, expect, test } from "vitest";
import { stalenessSvg } from "../../../src/view/study/staleness-svg.ts";
import { findAll, numberOf, ofClass, readSvg, titleOf } from "../svg-reader.ts";

const picture = {
  title: "staleness",
  notes: ["Why?"],
  panels: [
    { name: "one", counts: [[0, 30], [1, 10]] as const }, // prettier-ignore
    { name: "two", counts: [[0, 1], [4, 3]] as const }, // prettier-ignore
  ],
};

describe("panels of staleness", () => {
  test("are the golden file", async () => {
    await expect(`${stalenessSvg(picture)}\n`).toMatchFileSnapshot("golden/staleness.svg");
  });

  test("have a bar a number of commits, as high as its share of the panel", () => {
    const bars = ofClass(readSvg(stalenessSvg(picture)), "study-bin");
    expect(bars.map(titleOf)).toEqual([
      "0: 75.0 % of the gradients",
      "1: 25.0 % of the gradients",
      "0: 25.0 % of the gradients",
      "4: 75.0 % of the gradients",
    ]);
    const heights = bars.map((bar) => numberOf(bar, "height"));
    expect((heights[0] ?? 0) / (heights[1] ?? 1)).toBeCloseTo(3, 2);
    expect(numberOf(bars[0], "x")).toBe(numberOf(bars[2], "x"));
  });

  test("tell mean and greatest", () => {
    const texts = findAll(readSvg(stalenessSvg(picture)), ({ name }) => name === "text").map(
      ({ text }) => text,
    );
    expect(texts).toEqual(expect.arrayContaining(["mean 0.25", "most 1", "mean 3", "most 4"]));
  });

  test("put neighbours together where there are many, and say so", () => {
    const counts = Array.from({ length: 500 }, (_, i) => [i, 1] as const);
    const svg = readSvg(stalenessSvg({ ...picture, panels: [{ name: "many", counts }] }));
    const bars = ofClass(svg, "study-bin");
    expect(bars).toHaveLength(100);
    expect(titleOf(bars[99] ?? svg)).toBe("495 to 499: 1.0 % of the gradients");
    // They stand beside each other, not on each other.
    const pitch = numberOf(bars[1], "x") - numberOf(bars[0], "x");
    expect(numberOf(bars[99], "x") - numberOf(bars[0], "x")).toBeCloseTo(99 * pitch, 0);
    expect(numberOf(bars[0], "width")).toBeCloseTo(pitch - 1, 1);
    expect(findAll(svg, ({ text }) => text === "A bar stands for 5 neighbouring numbers of commits.")).toHaveLength(1);
  }); // prettier-ignore

  test("are drawn of nothing", () => {
    expect(stalenessSvg({ ...picture, panels: [{ name: "none", counts: [] }] })).not.toMatch(
      /"NaN"|undefined/,
    );
  });
});
