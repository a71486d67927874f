import { describe, expect, it, test } from "vitest";
import { figuresOf } from "../../src/schedule/figures.ts";
import { gridOf, gridTexts } from "../../src/schedule/grid.ts";
import { gridText } from "../../src/schedule/grid-text.ts";
import { makePlan, planNames } from "../../src/schedule/plans.ts";
import { runPlan } from "../../src/schedule/run-plan.ts";
import { planOf } from "./actions-of.ts";

const unit = { forward: 1, backward: 1, weightGradient: 1 };
const small = planOf("0F0 0F1 0B0 0B1", "1F0 1B0 1F1 1B1");

describe("a grid", () => {
  it("has a row a rank and a column a tick, with an action in every tick that it takes", () => {
    const grid = gridOf(runPlan(small, { ...unit, weightGradient: 1 }));
    expect(grid.times).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(gridTexts(grid)).toEqual([
      ["0F0", "0F1", "", "", "0B0", "0B0", "", "0B1", "0B1"],
      ["", "1F0", "1B0", "1B0", "1F1", "1B1", "1B1", "", ""],
    ]);
  });

  test.each([
    ["times are no whole ticks", 0.5, [0, 0.5, 1, 1.5, 2, 2.5, 3]],
    ["there are too many ticks", 100, [0, 100, 200, 300, 400, 500, 600]],
  ])("has a column from moment to moment where %s", (_, tick, times) => {
    const grid = gridOf(runPlan(small, { forward: tick, backward: tick, weightGradient: 0 }));
    expect(grid.times).toEqual(times);
    expect(gridTexts(grid)).toEqual([
      ["0F0", "0F1", "", "0B0", "", "0B1"],
      ["", "1F0", "1B0", "1F1", "1B1", ""],
    ]);
  });

  it("of more cells than there is room for is refused", () => {
    const plan = makePlan("gpipe", { ranks: 8000, microBatches: 1 });
    expect(() => gridOf(runPlan(plan, unit))).toThrow(
      new RangeError("grid: expected at most 20000000 cells; got 192000000"),
    );
  });

  it("of ticks that no binary number is has the columns that it has with ticks of one half", () => {
    const plan = makePlan("interleaved-1f1b", { ranks: 4, microBatches: 9, chunks: 3 });
    const gridWith = (tick: number): string[][] =>
      gridTexts(
        gridOf(runPlan(plan, { forward: tick, backward: 2 * tick, weightGradient: 0, latency: tick })),
      );
    for (const tick of [0.1, 1 / 3, 0.7]) expect(gridWith(tick)).toEqual(gridWith(0.5));
  });

  it.each(planNames)("of %s has as many filled cells as there are busy ticks", (name) => {
    const timetable = runPlan(makePlan(name, { ranks: 4, microBatches: 7 }), unit);
    const filled = gridTexts(gridOf(timetable)).map((row) => row.filter((text) => text !== "").length);
    expect(filled).toEqual(figuresOf(timetable).busy);
  });
});

describe("a grid as text", () => {
  it("names the micro-batch alone where a rank is a stage; a line goes on where an action does", () => {
    expect(gridText(gridOf(runPlan(small, unit)))).toEqual([
      "tick   0  1  2  3  4  5  6  7  8",
      "rank 0 F0 F1       B0───    B1───",
      "rank 1    F0 B0─── F1 B1───",
    ]);
  });

  it("names the stage too where a rank has several", () => {
    const plan = makePlan("interleaved-1f1b", { ranks: 2, microBatches: 2 });
    expect(gridText(gridOf(runPlan(plan, { ...unit, weightGradient: 0 })))).toEqual([
      "tick   0   1   2   3   4   5   6   7   8   9",
      "rank 0 0F0 0F1 2F0 2F1     2B0     2B1 0B0 0B1",
      "rank 1     1F0 1F1 3F0 3B0 3F1 3B1 1B0 1B1",
    ]);
  });

  it("goes on below where it is wider than there is room", () => {
    expect(gridText(gridOf(runPlan(small, unit)), { columns: 21 })).toEqual([
      "tick   0  1  2  3  4",
      "rank 0 F0 F1       B0",
      "rank 1    F0 B0─── F1",
      "",
      "tick   5  6  7  8",
      "rank 0 ──    B1───",
      "rank 1 B1───",
    ]);
  });

  it("of 8 stages and 32 micro-batches is three blocks of 120 columns", () => {
    const lines = gridText(
      gridOf(runPlan(makePlan("1f1b", { ranks: 8, microBatches: 32 }), { ...unit, weightGradient: 0 })),
    );
    expect(lines.length).toBe(3 * 9 + 2);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    const cells = lines.flatMap((line) => line.split(/\s+/).filter((word) => /^[FB]\d+$/.test(word)));
    expect(cells.length).toBe(8 * 32 * 2);
  });

  it("says when columns begin, as far as there is room", () => {
    const grid = gridOf(runPlan(small, { forward: 1 / 3, backward: 1 / 3, weightGradient: 0 }));
    expect(gridText(grid)[0]).toBe("tick   0  0.333333");
  });
});
