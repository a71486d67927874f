import { describe, expect, it } from "vitest";
import { drawnTiming } from "../../../src/network/pipeline/drawn-timing.ts";
import type { PipelineOptions } from "../../../src/network/pipeline/options.ts";
import { figuresOf } from "../../../src/schedule/figures.ts";
import { planNames } from "../../../src/schedule/plans.ts";
import { policies, policyNames } from "../../../src/schedule/policies.ts";
import type { VersionRules } from "../../../src/schedule/policy.ts";
import { stageEvents } from "../../../src/schedule/stage-events.ts";
import { versionsOf } from "../../../src/schedule/versions.ts";
import { recordedFigures } from "../../../src/trace/stages/stage-figures.ts";
import { recorded } from "../../network/pipeline/recorded.ts";

const tasks = { forward: 1, backward: 1, weightGradient: 1 };
const slow = drawnTiming(tasks, { kind: "exponential", mean: 3 }, 5);
const timings: readonly PipelineOptions["timing"][] = [tasks, slow];

/** How many of a batch's micro-batches make a commit. */
const single = ["pipedream-naive", "pipedream", "pipedream-vertical-sync"];
const cutOf = (name: string) => (single.includes(name) ? { microBatch: 4 } : { microBatch: 1 });

describe("figures derived from a trace alone", () => {
  it.each(policyNames)("are those of the timetable and its rules: %s", (name) => {
    for (const stages of [1, 3, 5]) {
      for (const timing of timings) {
        const cut = cutOf(name);
        const gradientsPerCommit = 4 / cut.microBatch;
        const { pipeline, trace } = recorded(5, { schedule: name, stages, timing, maxActiveKeys: 4 }, cut);
        const found = recordedFigures(trace);
        const { timetable } = pipeline;
        if (timetable === undefined) throw new Error("expected a timetable");
        const rules = policies.get(name)?.({ gradientsPerCommit, maxActiveKeys: 4 }) as VersionRules;
        const versions = versionsOf(stageEvents(timetable, gradientsPerCommit), rules);
        const figures = figuresOf(timetable);
        expect(found.makespan).toBe(figures.makespan);
        expect(found.ranks.map(({ peakInFlight }) => peakInFlight)).toEqual(figures.peakInFlight);
        found.ranks.forEach(({ utilisation }, rank) =>
          expect(utilisation).toBeCloseTo(figures.utilisation[rank] ?? NaN, 12),
        );
        expect(found.stages).toHaveLength(stages);
        found.stages.forEach((stage, s) => {
          const known = versions[s];
          expect(stage.staleness).toEqual(known?.staleness);
          expect(stage.liveVersions).toBe(known?.liveVersions);
          expect(stage.stashSizes).toEqual(known?.stashSizes);
          expect(stage.commits).toHaveLength(known?.commits ?? -1);
          expect(
            stage.passages.map(({ batch, microBatch, forward, latest, transport, applied }) => ({
              microBatch: batch * gradientsPerCommit + microBatch,
              ...{ forward, latest, transport, applied },
            })),
          ).toEqual(
            known?.passages.map(({ microBatch, forward, latest, transport, applied }) => ({
              microBatch,
              ...{ forward, latest, transport, applied },
            })),
          );
        });
      }
    }
  });

  it.each(policyNames)("are what the stages themselves have counted: %s", (name) => {
    const { pipeline, trace } = recorded(4, { schedule: name, stages: 4, maxActiveKeys: 3 }, cutOf(name));
    recordedFigures(trace).stages.forEach((stage, s) => {
      const report = pipeline.stages[s];
      expect(stage.staleness).toEqual(report?.staleness);
      expect(stage.liveVersions).toBe(report?.liveVersions);
      expect(stage.commits).toHaveLength(report?.commits ?? -1);
    });
  });

  it("stale by a list: each gradient has crossed as many commits as the list says", () => {
    const commits = [0, 1, 0, 2, 1, 3];
    const schedule = { kind: "delayed", delay: { kind: "list", commits } } as const;
    const { trace } = recorded(3, { schedule, stages: 3 });
    for (const { passages, staleness, stalenessCounts } of recordedFigures(trace).stages) {
      const crossed = passages.map(({ applied = NaN, forward }) => applied - forward);
      expect(crossed).toEqual(commits.flatMap((each) => [each, each, each, each]));
      expect(staleness).toEqual({ min: 0, mean: 7 / 6, max: 3 });
      expect(stalenessCounts).toEqual([8, 8, 4, 4]);
    }
  });

  it.each(planNames)("of a plan: one version, and nothing crossed: %s", (name) => {
    const stages = name === "interleaved-1f1b" ? 2 : 4;
    const { pipeline, trace } = recorded(4, { schedule: name, stages, timing: tasks });
    const { ranks, stages: found } = recordedFigures(trace);
    const { timetable } = pipeline;
    if (timetable === undefined) throw new Error("expected a timetable");
    expect(ranks.map(({ peakInFlight }) => peakInFlight)).toEqual(figuresOf(timetable).peakInFlight);
    for (const { staleness, liveVersions, commits } of found) {
      expect(staleness).toEqual({ min: 0, mean: 0, max: 0 });
      expect(liveVersions).toBe(1);
      expect(commits.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
    }
  });

  it("what all stages have crossed together is what they have stashed beyond one: PipeDream's book-keeping", () => {
    const { trace } = recorded(5, { schedule: "pipedream", stages: 5 }, { microBatch: 4 });
    for (const { passages, stashSizes } of recordedFigures(trace).stages) {
      const crossed = passages.reduce((sum, { applied = NaN, forward }) => sum + applied - forward, 0);
      expect(crossed).toBe(stashSizes.reduce((sum, size) => sum + size - 1, 0));
    }
  });

  it("a run without stages has none", () => {
    const { trace } = recorded(2, { schedule: "gpipe", stages: 2 });
    const options = { ...trace.header.options, pipeline: undefined };
    const plain = { ...trace, header: { ...trace.header, options } };
    expect(() => recordedFigures(plain)).toThrow("trace: expected one of a run in stages; got another");
  });
});
