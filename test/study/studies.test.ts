import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { casesOf } from "../../src/study/sweep/axes.ts";
import { closedForm } from "../../src/schedule/closed-forms.ts";
import type { PlanName } from "../../src/schedule/plans.ts";
import { studies } from "../../src/study/studies.ts";
import { caseSchema } from "../../src/study/sweep/case-schema.ts";
import { metricNames } from "../../src/study/sweep/metrics.ts";
import { canonicalText } from "../../src/study/sweep/canonical-text.ts";
import { labelsAt } from "../../src/study/sweep/results.ts";
import { readStudy } from "../../src/study/sweep/read-study.ts";
import { runCase } from "../../src/study/sweep/run-case.ts";
import type { StudyFile } from "../../src/study/sweep/study.ts";
import { isLong } from "../long.ts";
import { finish, world } from "./sweep/world.ts";

const studyOf = (name: string): StudyFile => {
  const found = studies.get(name);
  if (found === undefined) throw new Error(`no study ${name}`);
  return found;
};

describe("the studies that come with the program", () => {
  test.each([...studies.keys()])("%s can be read, asks one question, and draws figures", (name) => {
    const study = readStudy(studyOf(name), world);
    expect(study.name).toBe(name);
    expect(study.question).toMatch(/^[A-Z][^?]*\?$/);
    expect(study.figures.length).toBeGreaterThan(1);
  });

  test.each([...studies.keys()])("%s is plain data, as a JSON file would have it", (name) => {
    const file: unknown = JSON.parse(JSON.stringify(studyOf(name)));
    const [own, read] = [studyOf(name), file].map((each) => casesOf(readStudy(each, world)));
    expect(canonicalText(own)).toBe(canonicalText(read));
  });
});

describe("the page about studies", () => {
  const page = readFileSync("src/study/studies/README.md", "utf8");

  test("tells every key of a case, metric and figure", () => {
    const kinds = ["curves", "lines", "heat-map", "staleness", "gantt"];
    for (const name of [...Object.keys(caseSchema.shape), ...metricNames, ...kinds]) expect(page).toContain(`\`${name}\``);
  });

  test("shows a study that runs, and choices that can be read", async () => {
    const blocks = [...page.matchAll(/^```json[^\n]*\n(.*?)^```$/gms)].map(([, text = ""]) => JSON.parse(text) as object);
    const [shown, choices] = blocks;
    const { finished } = await finish({ ...(shown as StudyFile), seeds: 1 });
    expect(finished.map(({ result }) => result.outcome)).toEqual(["done", "done", "done", "done"]);
    const delayed = { kind: "delayed", delay: { kind: "constant", commits: 2 } };
    const base = { ...(shown as StudyFile).base, schedule: delayed, stages: 2 };
    const axes = [choices] as NonNullable<StudyFile["axes"]>;
    expect(readStudy({ ...shown, base, axes, figures: [] }, world).axes[0]?.labels).toEqual(["T1", "T2"]);
  });
}); // prettier-ignore

test("schedules: every plan takes as long as its closed form says, where it has one", async () => {
  const { study, finished } = await finish(studyOf("schedules"));
  let compared = 0;
  for (const { at, definition, result } of finished) {
    const { schedule, "micro-batches": m } = labelsAt(study.axes, at);
    const part = schedule === "interleaved-1f1b" ? 0.5 : 1;
    const ticks = { forward: part, backward: part, weightGradient: part, latency: 0 };
    const form = closedForm(schedule as PlanName, { ranks: 4, microBatches: Number(m) }, ticks);
    if (form?.makespan === undefined) continue;
    compared++;
    expect([definition.schedule, result.metrics.makespan]).toEqual([schedule, form.makespan]);
  }
  expect(compared).toBeGreaterThanOrEqual(25);
});

test.each(isLong ? [0, 1, 2, 4, 8, 16, 32] : [4])(
  "delay-and-rate: with a delay of %i runs swing up above the boundary, and only there",
  async (tau) => {
    const study = readStudy(studyOf("delay-and-rate"), world);
    const limit = 2 * Math.sin(Math.PI / (4 * tau + 2));
    for (const each of casesOf(study)) {
      const { "delay τ": delay, "rate η": rate = "" } = labelsAt(study.axes, each.at);
      if (delay !== String(tau)) continue;
      const { metrics } = await runCase(each.definition, each.seed, world);
      expect([rate, metrics.diverged]).toEqual([rate, Number(Number(rate) > limit)]);
    }
  },
);

test.runIf(isLong)(
  "error-transports: the order of R5, and angles that fall below 45 degrees",
  async () => {
    const { finished } = await finish({ ...studyOf("error-transports"), seeds: 3 });
    const median = (rule: number, metric: "error" | "angle"): number => {
      const runs = finished.slice(3 * rule, 3 * rule + 3).map(({ result }) => result.metrics[metric] ?? NaN);
      return runs.sort((a, b) => a - b)[1] ?? NaN;
    };
    // backpropagation, kolen-pollack, direct feedback, three sign symmetries, feedback alignment, frozen.
    expect(median(0, "error")).toBeLessThan(median(2, "error"));
    expect(median(2, "error")).toBeLessThan(median(6, "error"));
    expect(median(6, "error")).toBeLessThan(0.5 * median(7, "error"));
    for (let rule = 0; rule < 7; rule++) expect(median(rule, "angle")).toBeLessThan(45);
  },
  300_000,
);

test.runIf(isLong)(
  "staleness: more in flight is sooner at the target, up to a point",
  async () => {
    const axes = [{ path: "maxActiveKeys", name: "in flight", values: [1, 8, 32, 128] }];
    const { finished } = await finish({ ...studyOf("staleness"), axes, seeds: 1, figures: [] });
    const [one, eight, most, tooMany] = finished.map(
      ({ result }) => result.metrics["time-to-target"] ?? Infinity,
    );
    expect(eight).toBeLessThan(0.2 * (one ?? 0));
    expect(most).toBeLessThan(eight ?? 0);
    expect(most).toBeLessThan(tooMany ?? 0);
  },
  300_000,
);
