import { describe, expect, test } from "vitest";
import { type CaseResult, withoutOthers } from "../../../src/study/sweep/case-result.ts";
import type { MetricName } from "../../../src/study/sweep/metrics.ts";
import { readStudy } from "../../../src/study/sweep/read-study.ts";
import { resultsCsv } from "../../../src/study/sweep/results.ts";
import { casesOf } from "../../../src/study/sweep/axes.ts";
import { studyTable } from "../../../src/study/sweep/study-table.ts";
import type { StudyFile } from "../../../src/study/sweep/study.ts";
import { type Finished, groupsOf, rangeOf, spreadOf } from "../../../src/study/sweep/summary.ts";
import { widthOf } from "../../../src/view/terminal/text-width.ts";
import { finish, layered, timed, world } from "./world.ts";

const course = { epochs: [], commits: [], time: [], loss: [], accuracy: [], "training-loss": [], angle: [] };
const study = (metrics: readonly MetricName[]) =>
  readStudy(
    {
      ...timed,
      base: { network: layered, samples: "builtin:xor", epochs: 1, batchSize: 4, target: { accuracy: 0.9 } },
      axes: [{ path: "learningRate", name: "rate, η", values: [0.5, 1] }],
      seeds: 3,
      metrics: [...metrics],
    } satisfies StudyFile,
    world,
  );

/** A study of two rates and three seeds whose runs have come to these numbers, null where there was none. */
function finished(metric: MetricName, numbers: readonly (number | null)[], change: Partial<CaseResult> = {}) {
  return casesOf(study([metric])).map((each, i): Finished => {
    const metrics = withoutOthers({ [metric]: numbers[i] ?? null });
    return { ...each, result: { outcome: "done", metrics, course, ...change } };
  });
}

describe("the spread over the seeds", () => {
  const spreads = (metric: MetricName, numbers: readonly (number | null)[], change?: Partial<CaseResult>) =>
    groupsOf(study([metric]), finished(metric, numbers, change)).map(({ runs }) => spreadOf(runs, metric));

  test("is median, least and greatest", () => {
    expect(spreads("angle", [5, 1, 3, 7, 7, 9])).toEqual([
      { low: 1, middle: 3, high: 5, runs: 3, finite: 3 },
      { low: 7, middle: 7, high: 9, runs: 3, finite: 3 },
    ]);
  });

  test.each([
    [[4], 4],
    [[9, 1], 5],
    [[9, 1, 2, 4], 3],
    [[1, 2, Infinity, Infinity], Infinity],
    [[Infinity, 1, 3, 2], 2.5],
  ])("of %j has the middle %d", (values, middle) => {
    expect(rangeOf(values).middle).toBe(middle);
  });

  test("counts a target that was never met as later than all", () => {
    expect(spreads("epochs-to-target", [5, null, 3, null, null, 9])).toEqual([
      { low: 3, middle: 5, high: Infinity, runs: 3, finite: 2 },
      { low: 9, middle: Infinity, high: Infinity, runs: 3, finite: 1 },
    ]);
  });

  test("counts a loss that is not finite as above all, and leaves out what failed", () => {
    expect(spreads("loss", [1, null, 2, 1, 1, 1])[0]).toMatchObject({ middle: 2, high: Infinity, finite: 2 });
    expect(spreads("loss", [1, null, 2, 1, 1, 1], { outcome: "failed" })[0]).toMatchObject({
      runs: 2,
      high: 2,
    });
  });

  test("is not there where no run has the number", () => {
    expect(spreads("angle", [null, null, null, 1, null, null])).toEqual([
      undefined,
      { low: 1, middle: 1, high: 1, runs: 1, finite: 1 },
    ]);
  });
});

describe("the table of a study", () => {
  test("has a row a place, medians with their points under each other, and half the range", () => {
    expect(studyTable(study(["angle"]), finished("angle", [5, 1, 3, 70.25, 70.25, 91]), { columns: 80 })).toEqual([
      "rate, η  angle",
      "───────  ─────────",
      "    0.5   3    ±2",
      "      1  70.25 ±10",
    ]);
  }); // prettier-ignore

  test("says never, and how many have met a target", () => {
    const lines = studyTable(study(["epochs-to-target"]), finished("epochs-to-target", [5, 7, 3, null, null, 9]), { columns: 80 }); // prettier-ignore
    expect(lines.slice(-2).map((line) => line.trim())).toEqual(["0.5      5 ±2", "1  never 1 of 3"]);
  });

  test("tells shares in percent, and no spread of one seed", async () => {
    const { study: quick, finished: runs } = await finish(timed);
    expect(studyTable(quick, runs, { columns: 80 })).toEqual([
      "schedule  m  makespan  bubble %",
      "────────  ─  ────────  ────────",
      "gpipe     4        14     42.86",
      "gpipe     8        22     27.27",
      "1f1b      4        14     42.86",
      "1f1b      8        22     27.27",
    ]);
  });

  test.each([30, 40, 60, 80, 120])("is no wider than %i columns, whatever is measured", async (columns) => {
    const all = ["makespan", "throughput", "utilisation", "bubble", "staleness-mean", "staleness-first", "live-versions", "peak-in-flight"] as const; // prettier-ignore
    const { study: wide, finished: runs } = await finish({ ...timed, metrics: [...all] });
    const lines = studyTable(wide, runs, { columns });
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
    // Every part has the places again.
    const parts = lines.join("\n").split("\n\n");
    for (const part of parts) expect(part.match(/gpipe/g)).toHaveLength(2);
  });

  test("leaves out rows that nobody reads, and says so", async () => {
    const { study: quick, finished: runs } = await finish(timed);
    const lines = studyTable(quick, runs, { columns: 80, most: 3 });
    expect(lines.at(-1)).toBe("… and 1 more rows; results.csv has all");
    expect(lines.join("\n").match(/gpipe|1f1b/g)).toHaveLength(3);
  });
});

describe("results as CSV", () => {
  test("have a row a run, in the order of the axes, with numbers that read back as they were", async () => {
    const { study: quick, finished: runs } = await finish({ ...timed, seeds: [4, 2] });
    const rows = [...resultsCsv(quick, runs)].map((row) => row.trimEnd().split(","));
    expect(rows[0]).toEqual(["schedule", "m", "seed", "outcome", "makespan", "bubble", "message"]);
    expect(rows.slice(1).map((row) => row.slice(0, 4).join(" "))).toEqual(
      ["gpipe 4 4 done", "gpipe 4 2 done", "gpipe 8 4 done", "gpipe 8 2 done", "1f1b 4 4 done", "1f1b 4 2 done", "1f1b 8 4 done", "1f1b 8 2 done"],
    );
    expect(rows.slice(1).map((row) => Number(row[5]))).toEqual(runs.map(({ result }) => result.metrics.bubble));
  }); // prettier-ignore

  test("have empty cells where there is no number, and texts that no spreadsheet takes for formulas", () => {
    const failed = finished("loss", [], { outcome: "failed", message: "=1+1, no" });
    const rows = [...resultsCsv(study(["loss"]), failed)];
    expect(rows[0]).toBe('"rate, η",seed,outcome,loss,message\r\n');
    expect(rows[1]).toBe(`0.5,1,failed,,"'=1+1, no"\r\n`);
  });
});
