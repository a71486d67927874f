import { describe, expect, it, test } from "vitest";
import { idleTimes } from "../../../src/schedule/idle.ts";
import { makePlan } from "../../../src/schedule/plans.ts";
import { runPlan } from "../../../src/schedule/run-plan.ts";
import { commitsOf } from "../../../src/view/schedule/commits.ts";
import { scheduleView } from "../../../src/view/schedule/schedule-view.ts";
import { hostileNames } from "../example-traces.ts";
import { findAll, ofClass, readSvg, titleOf } from "../svg-reader.ts";
import { type ReadShape, readShapes, toldActions } from "./read-picture.ts";
import { actionsOf, type Example, examples } from "./timetables.ts";

const svgOf = ({ timetable, options }: Example): string => scheduleView.svg(timetable, options);
const every = [...examples];
/** Coordinates are written with two decimals, and bars keep up to a pixel and a half from each other. */
const near = 0.1;

/** `rank 0 5 to 8: dependency` of all idle times, in one order. */
function idleOf({ timetable }: Example): string[] {
  return idleTimes(timetable)
    .map(({ rank, from, to, cause }) => `rank ${rank}, ticks ${from} to ${to}: idle, ${cause.replace("-c", " c")}`)
    .sort();
} // prettier-ignore

/** Where a shape lies is where its title says, as far as its block shows it. */
function expectInPlace({ says, from, to, block }: ReadShape): void {
  const [, first = "", last = ""] = /ticks ([\d.]+) to ([\d.]+):/.exec(says) ?? [];
  expect(Math.abs(from - Math.max(Number(first), block[0]))).toBeLessThan(near);
  expect(Math.abs(to - Math.min(Number(last), block[1]))).toBeLessThan(near);
}

describe("a schedule as SVG", () => {
  test.each(every)("of %s is the golden file", async (name, example) => {
    await expect(`${svgOf(example)}\n`).toMatchFileSnapshot(`golden/${name.replaceAll(" ", "-")}.svg`);
  });

  it.each(every)("of %s has a bar for every task, where and as long as it is in time", (_, example) => {
    const bars = readShapes(readSvg(svgOf(example)), "schedule-task");
    expect(toldActions(bars)).toEqual(actionsOf(example.timetable));
    bars.forEach(expectInPlace);
  });

  it.each(every)("of %s tells of every gap why it is there", (_, example) => {
    const gaps = readShapes(readSvg(svgOf(example)), "schedule-idle");
    const told = gaps.map(({ says }) => says.slice(0, says.lastIndexOf(": ")));
    expect([...new Set(told)].sort()).toEqual(idleOf(example));
    gaps.forEach(expectInPlace);
  });

  it.each(every)("of %s has a line for every commit", (_, example) => {
    const { timetable, options } = example;
    const lines = readShapes(readSvg(svgOf(example)), "schedule-commit");
    const expected = commitsOf(timetable, options.gradientsPerCommit ?? timetable.microBatches);
    expect(lines.map(({ says }) => says).sort()).toEqual(
      expected.map(({ stage, time }) => `stage ${stage} commits at ${Number(time.toPrecision(6))}`).sort(),
    );
    for (const { says, from } of lines) {
      expect(Math.abs(from - Number(says.split(" at ")[1]))).toBeLessThan(0.01);
    }
  });

  it.each(every)("of %s writes in every task which one it is, once", (_, example) => {
    const bars = readShapes(readSvg(svgOf(example)), "schedule-task");
    const texts = bars.filter(({ text }) => text !== "").map(({ says, text }) => [says, text]);
    expect(new Set(texts.map(([says]) => says)).size).toBe(texts.length);
    for (const [says, text] of texts) expect(says).toContain(`: ${text}, `);
    expect(texts.length).toBe(new Set(bars.map(({ says }) => says)).size);
  });

  it("tells the chunks of a rank apart: every other one has an open bar", () => {
    const root = readSvg(svgOf(examples.get("interleaved") ?? expect.fail()));
    const [open, all] = [ofClass(root, "schedule-open"), ofClass(root, "schedule-task")];
    const stages = (shapes: typeof all): string[] => [
      ...new Set(shapes.map((shape) => /: (\d+)[FB]/.exec(titleOf(shape))?.[1] ?? "")),
    ];
    expect(stages(open).filter(Boolean).sort()).toEqual(["4", "5", "6", "7"]);
    const full = all.filter((shape) => !open.includes(shape));
    expect(stages(full).filter(Boolean).sort()).toEqual(["0", "1", "2", "3"]);
  });

  it.each(every)("of %s has a title and a description, and no script", (_, example) => {
    const root = readSvg(svgOf(example));
    expect(titleOf(root)).toMatch(/^\S+: .* ticks$/);
    const [description] = findAll(root, ({ name }) => name === "desc");
    expect(description?.text).toMatch(/^Rows are .* Bubble: .*\.$/);
    expect(findAll(root, ({ name }) => name === "script")).toEqual([]);
  });

  it("of 8 stages and 32 micro-batches is far below two megabytes, and of far more below them", () => {
    expect(svgOf(examples.get("8x32") ?? expect.fail()).length).toBeLessThan(200_000);
    const timing = { forward: 1, backward: 1, weightGradient: 0 };
    for (const [ranks, microBatches] of [
      [64, 200],
      [500, 8],
      [2, 4000],
    ] as const) {
      const timetable = runPlan(makePlan("1f1b", { ranks, microBatches }), timing);
      const svg = scheduleView.svg(timetable, { name: "1f1b" });
      expect(svg.length).toBeLessThan(2_000_000);
      expect(svg).toMatch(/Drawn: ranks 0 to \d+ of \d+, ticks 0 to \d+ of \d+\./);
    }
  });

  it("leaves out the names of tasks that are too short for them, and no task", () => {
    const timetable = runPlan(makePlan("gpipe", { ranks: 2, microBatches: 3 }), {
      forward: 0.01,
      backward: 50,
      weightGradient: 0,
    });
    const bars = readShapes(readSvg(scheduleView.svg(timetable, { name: "uneven" })), "schedule-task");
    expect(toldActions(bars)).toEqual(actionsOf(timetable));
    const named = new Set(bars.map(({ text }) => text).filter((text) => text !== ""));
    expect([...named].sort()).toEqual(["B0", "B1", "B2"]);
  });

  it("takes tasks that take no time", () => {
    const timing = { forward: 0, backward: 1, weightGradient: 0 };
    const timetable = runPlan(makePlan("zb-h1", { ranks: 2, microBatches: 2 }), timing);
    const root = readSvg(scheduleView.svg(timetable, { name: "no time" }));
    expect(JSON.stringify(root)).not.toMatch(/NaN|Infinity/);
  });

  it("of a name that is markup has it as text", () => {
    const { timetable } = examples.get("one task each") ?? expect.fail();
    for (const name of hostileNames) {
      const root = readSvg(scheduleView.svg(timetable, { name }));
      expect(findAll(root, (each) => each.name === "script")).toEqual([]);
    }
  });

  it("speaks Chinese", () => {
    const { timetable, options } = examples.get("zb-h1") ?? expect.fail();
    const svg = scheduleView.svg(timetable, { ...options, language: "zh" });
    const texts = findAll(readSvg(svg), ({ name }) => name !== "style").map(({ text }) => text);
    expect(texts).toContain("处理器 0，时刻 1 至 2：F1，正向传播");
    expect(texts.filter((text) => /[a-z]{3}/.test(text.replace("zb-h1", "")))).toEqual([]);
  });
});
