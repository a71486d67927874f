import { describe, expect, it } from "vitest";
import { drawnTiming } from "../../../src/network/pipeline/drawn-timing.ts";
import { planNames } from "../../../src/schedule/plans.ts";
import { policyNames } from "../../../src/schedule/policies.ts";
import { ganttView } from "../../../src/view/gantt/gantt-view.ts";
import { derivePaths } from "../../../src/view/paths/derive-paths.ts";
import { chartOf } from "../../../src/view/schedule/chart.ts";
import { recordedChart } from "../../../src/view/schedule/recorded-chart.ts";
import { recorded } from "../../network/pipeline/recorded.ts";
import { formsOf } from "../forms.ts";

const tasks = { forward: 1, backward: 1, weightGradient: 1 };
const timing = drawnTiming(tasks, { kind: "uniform", from: 0, to: 4 }, 2);
const cutOf = (name: string) => ({
  microBatch: name.startsWith("pipedream") && !name.endsWith("2bw") ? 4 : 1,
});

describe("the chart of a recorded run", () => {
  it.each(policyNames)("is that of its timetable, with its idle times and commits: %s", (name) => {
    const own = name === "pipedream-2bw" ? tasks : timing;
    const { pipeline, trace } = recorded(4, { schedule: name, stages: 4, timing: own }, cutOf(name));
    const { timetable } = pipeline;
    if (timetable === undefined) throw new Error("expected a timetable");
    const { microBatch } = cutOf(name);
    // Functions are other ones each time.
    const none = { chunkOf: undefined, textOf: undefined };
    const expected = { ...chartOf(timetable, { name, gradientsPerCommit: 4 / microBatch }), ...none };
    const chart = recordedChart(trace, {});
    const order = (one: { rank: number; time: number }, other: { rank: number; time: number }): number =>
      one.rank - other.rank || one.time - other.time;
    expect({ ...chart, ...none, commits: [] }).toEqual({ ...expected, commits: [] });
    expect([...(chart?.commits ?? [])].sort(order)).toEqual([...expected.commits].sort(order));
  });

  it.each(planNames)("of one batch of a plan is that of its timetable: %s", (name) => {
    const stages = name === "interleaved-1f1b" ? 2 : 4;
    const { pipeline, trace } = recorded(4, { schedule: name, stages, timing: tasks });
    const chart = recordedChart(trace, { batches: [5, 6] });
    expect(chart?.timetable.ranks.map((slots) => slots.map(({ action, start, end }) => ({ action, start, end })))).toEqual(
      pipeline.timetable?.ranks.map((slots) => slots.map(({ action, start, end }) => ({ action, start, end }))),
    ); // prettier-ignore
    expect(chart?.commits.length).toBe(pipeline.timetable?.ranks.flatMap((slots) => [...new Set(slots.map(({ action }) => action.stage))]).length); // prettier-ignore
  });

  it("is what the view gantt draws, with the versions that messages have met", () => {
    const { trace } = recorded(3, { schedule: "pipedream", stages: 3, timing: tasks }, { microBatch: 4, epochs: 1 }); // prettier-ignore
    const { textOf, svgOf } = formsOf(ganttView);
    expect(textOf(trace, { columns: 100 }).slice(0, 8)).toEqual([
      "pipedream: 3 ranks, 3 micro-batches, 15 ticks",
      "F forward pass · B backward pass and weight gradients · ┃ commit · blank: idle. The number is that",
      "of the micro-batch.",
      "",
      "tick   0  1  2  3  4  5  6  7  8  9  10 11 12 13 14",
      "rank 0 F0 F1 F2             B0───┃   B1───┃   B2───┃",
      "rank 1    F0 F1       B0───┃F2 B1───┃   B2───┃",
      "rank 2       F0 B0───┃F1 B1───┃F2 B2───┃",
    ]);
    expect(textOf(trace, { columns: 100 }).join("\n")).toContain(
      "    0        3              2                 0  1.000     2",
    );
    expect(textOf(trace, { language: "zh" }).join("\n")).toContain("陈旧度");
    expect(svgOf(trace, {})).toContain("pipedream");
  });

  it("and the paths of a weight add up to its gradient, at the versions that its messages have met", () => {
    for (const schedule of ["pipedream", "pipedream-naive"] as const) {
      const { trace } = recorded(4, { schedule, stages: 4 }, { microBatch: 4 });
      for (const batch of [0, 3, 5]) {
        const pass = derivePaths(trace, { batches: [batch, batch + 1] })?.pass;
        if (pass === undefined || typeof pass === "string") throw new Error("expected a pass");
        const { gradient, mean } = pass.comparison;
        expect(gradient).toBeDefined();
        expect(mean).toBeCloseTo(gradient ?? NaN, 12);
      }
    }
  });
});
