import { describe, expect, test } from "vitest";
import { makePlan } from "../../../src/schedule/plans.ts";
import { runPlan } from "../../../src/schedule/run-plan.ts";
import { drawFigures, ganttOf } from "../../../src/study/sweep/draw-figures.ts";
import { curvesPlot, linesPlot } from "../../../src/study/sweep/line-figures.ts";
import { heatMap, stalenessPanels } from "../../../src/study/sweep/map-figures.ts";
import type { StudyFile } from "../../../src/study/sweep/study.ts";
import { scheduleView } from "../../../src/view/schedule/schedule-view.ts";
import { readSvg } from "../../view/svg-reader.ts";
import { finish, layered, oneWeight, timed } from "./world.ts";

const learning: StudyFile = {
  ...timed,
  name: "learning",
  base: { network: layered, samples: "builtin:moons:samples=20", epochs: 3, batchSize: 1, schedule: "ampnet", stages: 3 },
  axes: [
    { path: "learningRate", name: "rate", values: [0.1, 0.3] },
    { path: "maxActiveKeys", name: "keys", values: [1, 4] },
  ],
  seeds: 3,
  metrics: ["loss", "accuracy"],
}; // prettier-ignore

describe("a plot of a metric over an axis", () => {
  test("has a line a label, medians with their spread, and shares in percent", async () => {
    const { study, finished } = await finish(timed);
    const plot = linesPlot(study, finished, { kind: "lines", metric: "bubble", x: "m", lines: "schedule" });
    expect(plot).toMatchObject({
      across: { kind: "values", values: ["4", "8"], isNumeric: true },
      measured: "bubble, %",
    });
    expect(plot.lines.map(({ name }) => name)).toEqual(["gpipe", "1f1b"]);
    expect(plot.lines[0]?.points.map(({ x }) => x)).toEqual([0, 1]);
    expect(plot.lines[0]?.points[0]?.middle).toBeCloseTo(300 / 7, 10);
    expect(plot.lines[0]?.points[1]?.middle).toBeCloseTo(300 / 11, 10);
    const words = linesPlot(study, finished, { kind: "lines", metric: "makespan", x: "schedule" });
    expect(words.across).toMatchObject({ isNumeric: false });
    // Of the axis that is not spread out, the first value, unless another is named.
    expect(words.lines[0]?.points.map(({ middle }) => middle)).toEqual([14, 14]);
    const eight = linesPlot(study, finished, { kind: "lines", metric: "makespan", x: "schedule", where: { m: 8 } }); // prettier-ignore
    expect(eight.lines[0]?.points.map(({ middle }) => middle)).toEqual([22, 22]);
    expect(eight.notes.join(" ")).toContain("m: 8");
  });
});

describe("a plot of runs", () => {
  test("goes through the middle of the seeds at every moment", async () => {
    const { study, finished } = await finish(learning);
    const plot = curvesPlot(study, finished, { kind: "curves", of: "loss", against: "time", lines: "keys", where: { rate: 0.3 } }); // prettier-ignore
    expect(plot.lines.map(({ name, points }) => [name, points.length])).toEqual([["1", 4], ["4", 4]]); // prettier-ignore
    const runs = finished.filter(({ at }) => at[0] === 1 && at[1] === 1);
    plot.lines[1]?.points.forEach(({ x, low, middle, high }, moment) => {
      const losses = runs.map(({ result }) => result.course?.loss[moment] ?? NaN).sort((a, b) => a - b);
      expect([low, middle, high]).toEqual(losses);
      expect(x).toBe(runs[0]?.result.course?.time[moment]);
    });
    const more = curvesPlot(study, finished, { kind: "curves", of: "accuracy", against: "epochs" });
    expect(more.lines[0]?.points.map(({ x }) => x)).toEqual([0, 1, 2, 3]);
    expect(more.lines[0]?.points[3]?.middle).toBeGreaterThan(1);
    expect(more.measured).toBe("accuracy, %");
  });
});

describe("a heat map", () => {
  test("has the cells of both axes, × for runs that diverged, and the boundary of theory", async () => {
    const { study, finished } = await finish({
      ...timed,
      base: {
        network: oneWeight,
        samples: { inputs: [[1]], targets: [[0]] },
        epochs: 400,
        batchSize: 1,
        schedule: { kind: "delayed", delay: { kind: "constant", commits: 0 } },
        stages: 1,
      },
      axes: [
        { path: "schedule.delay.commits", name: "τ", values: [0, 1, 8] },
        { path: "learningRate", name: "η", values: [0.1, 0.9, 1.9] },
      ],
      metrics: ["loss"],
    });
    const map = heatMap(study, finished, { kind: "heat-map", metric: "loss", x: "τ", y: "η", boundary: { kind: "stable-rate", curvature: 1 } }); // prettier-ignore
    const isFinite = map.cells.map((row) => row.map((value) => Number.isFinite(value)));
    expect(isFinite).toEqual([[true, true, true], [true, true, false], [true, false, false]]); // prettier-ignore
    expect(map.boundary?.values.map((value) => value.toFixed(4))).toEqual(["2.0000", "1.0000", "0.1845"]);
    // The first rate after 400 commits without a delay: ½ · 0.9^800.
    expect(map.cells[0]?.[0]).toBeCloseTo(0.5 * Math.exp(800 * Math.log(0.9)), 45);
  });
});

describe("panels of staleness", () => {
  test("count the gradients of all stages and seeds", async () => {
    const { study, finished } = await finish(learning);
    const { panels } = stalenessPanels(study, finished, { kind: "staleness", each: "keys" });
    expect(panels.map(({ name }) => name)).toEqual(["keys: 1", "keys: 4"]);
    expect(panels[0]?.counts).toEqual([[0, 3 * 3 * 60]]);
    expect(panels[1]?.counts.reduce((sum, [, count]) => sum + count, 0)).toBe(3 * 3 * 60);
    expect(panels[1]?.counts.at(-1)?.[0]).toBe(3);
  });
});

describe("the chart of a case", () => {
  const timing = { forward: 1, backward: 1, weightGradient: 0 };

  test("is that of its schedule", async () => {
    const figures = [{ kind: "gantt", where: { schedule: "1f1b", m: 8 }, title: "eight" }] as const;
    const { study, finished } = await finish({ ...timed, figures: [...figures] });
    const timetable = runPlan(makePlan("1f1b", { ranks: 4, microBatches: 8 }), { ...timing, latency: 0 });
    expect(drawFigures(study, finished)).toEqual([
      { name: "timed-1-gantt.svg", svg: `${scheduleView.svg(timetable, { name: "eight", gradientsPerCommit: 8 })}\n` }, // prettier-ignore
    ]);
  });

  test("is of one batch of a plan, and of the beginning of a policy's run", () => {
    const base = { ...learning.base, learningRate: 0.1, timing };
    const plan = ganttOf({ ...base, schedule: "gpipe", batchSize: 8, microBatch: 2 }, 1, undefined);
    expect([plan.timetable.microBatches, plan.gradientsPerCommit, plan.timetable.stages]).toEqual([4, 4, 3]);
    const policy = ganttOf({ ...base, schedule: "pipedream" }, 1, undefined);
    expect([policy.timetable.microBatches, policy.gradientsPerCommit]).toEqual([16, 1]);
    const paci = ganttOf({ ...base, schedule: "paci", batchSize: 4, microBatch: 2 }, 1, 24);
    expect([paci.timetable.microBatches, paci.gradientsPerCommit]).toEqual([24, 2]);
  });
});

test("figures are files by number and kind, each a picture that is well-formed", async () => {
  const { study, finished } = await finish({
    ...learning,
    figures: [
      { kind: "curves", of: "loss", against: "commits", lines: "keys" },
      { kind: "lines", metric: "accuracy", x: "keys", lines: "rate" },
      { kind: "heat-map", metric: "loss", x: "keys", y: "rate" },
      { kind: "staleness", each: "keys" },
      { kind: "gantt", where: { keys: 4 } },
    ],
  });
  const drawn = drawFigures(study, finished);
  expect(drawn.map(({ name }) => name)).toEqual(
    ["curves", "lines", "heat-map", "staleness", "gantt"].map((kind, i) => `learning-${i + 1}-${kind}.svg`),
  );
  for (const { svg } of drawn) expect(readSvg(svg.trimEnd()).name).toBe("svg");
});
