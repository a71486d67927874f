import { describe, expect, it } from "vitest";
import { createSamples } from "../../../src/data/samples.ts";
import type { Model } from "../../../src/model/model.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { Network } from "../../../src/network/network.ts";
import { Pipeline } from "../../../src/network/pipeline/pipeline.ts";
import { drawnTiming } from "../../../src/network/pipeline/drawn-timing.ts";
import { type PlanName, planNames } from "../../../src/schedule/plans.ts";
import { readPlan } from "../../../src/schedule/read-plan.ts";
import type { Latency } from "../../../src/transport/simulated/latency.ts";
import { isLong } from "../../long.ts";
import { randomNetwork } from "../../oracle/random-network.ts";
import { chain } from "./chain.ts";
import { batchesOf, trained } from "./run-pipeline.ts";

const seeds = 200;
const laws: readonly Latency[] = [
  { kind: "constant", ticks: 2 },
  { kind: "uniform", from: 0, to: 9 },
  { kind: "exponential", mean: 5 },
  { kind: "pareto", shape: 1.1, least: 1 },
];
const options = { epochs: 2, batchSize: 4, learningRate: 0.05, optimizer: "momentum" } as const;

/** Stages that a model has layers enough for, by the plan: an even number for Chimera, two on each rank if interleaved. */
function ranksFor(plan: PlanName, layers: number): number {
  const most = Math.min(layers, 4);
  if (plan === "chimera") return most - (most % 2);
  return plan === "interleaved-1f1b" ? Math.floor(Math.min(layers, 8) / 2) : most;
}

const layersOf = ({ populations }: Model): number =>
  populations.reduce((most, { depth }) => Math.max(most, depth), 1);

describe("after every flush", () => {
  it(`the weights are those of no pipeline at all: every plan, every latency, ${seeds} random networks`, () => {
    let runs = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const { file, samples: lists } = randomNetwork(seed);
      const model = parseNetwork(file);
      const samples = createSamples(lists.inputs, lists.targets);
      const network = new Network(model);
      const expected: number[] = [];
      network.train(samples, options).subscribe((said) => said.kind === "batch" && expected.push(said.loss));
      for (const [n, schedule] of planNames.entries()) {
        const ranks = ranksFor(schedule, layersOf(model));
        if (ranks === 0) continue;
        for (const latency of isLong ? laws : laws.slice((seed + n) % 4, ((seed + n) % 4) + 1)) {
          const timing = drawnTiming({ forward: 1, backward: 2, weightGradient: 1 }, latency, seed);
          const pipeline = new Pipeline(model, { schedule, stages: ranks, timing });
          const said = trained(pipeline, samples, { ...options, microBatch: 1 + (seed % 2) });
          const where = `seed ${seed}, ${schedule} on ${ranks}, ${latency.kind}`;
          expect(
            batchesOf(said).map(({ loss }) => loss),
            where,
          ).toEqual(expected);
          expect(same(pipeline.parameters, network.parameters), where).toBe(true);
          runs++;
        }
      }
    }
    expect(runs).toBeGreaterThan(4 * seeds);
  });

  it.each(["adam", "rmsprop", "nesterov", "adamw"] as const)(
    "also with %s, in f32, and batches of which the last is smaller",
    (optimizer) => {
      const { model, samples } = chain(6, 11, 2);
      for (const precision of ["f64", "f32"] as const) {
        const settings = { epochs: 2, batchSize: 5, learningRate: 0.1, optimizer, shuffle: 3 } as const;
        const network = new Network(model, { precision });
        network.train(samples, settings).subscribe();
        for (const schedule of planNames) {
          const ranks = schedule === "interleaved-1f1b" ? 3 : 6;
          const pipeline = new Pipeline(model, { schedule, stages: ranks, precision });
          trained(pipeline, samples, { ...settings, microBatch: 1 });
          expect(same(pipeline.parameters, network.parameters), `${schedule}, ${precision}`).toBe(true);
        }
      }
    },
  );

  it("also under a plan that somebody has written", () => {
    const { model, samples } = chain(2, 4);
    const plan = readPlan("0F0,0F1,0I1,0W1,0I0,0W0\n1F0,1F1,1B1,1I0,1W0");
    const network = new Network(model);
    network.train(samples, { epochs: 3, batchSize: 2, learningRate: 0.5 }).subscribe();
    const pipeline = new Pipeline(model, { schedule: plan, stages: 2 });
    trained(pipeline, samples, { epochs: 3, batchSize: 2, microBatch: 1, learningRate: 0.5 });
    expect(same(pipeline.parameters, network.parameters)).toBe(true);
  });

  it("one weight version is left, and no gradient has crossed a commit", () => {
    const { model, samples } = chain(8, 12);
    for (const schedule of planNames) {
      const pipeline = new Pipeline(model, { schedule, stages: schedule === "interleaved-1f1b" ? 4 : 8 });
      trained(pipeline, samples, { epochs: 2, batchSize: 6, microBatch: 1, learningRate: 0.1 });
      for (const stage of pipeline.stages) {
        expect(stage.liveVersions).toBe(1);
        expect(stage.staleness).toEqual({ min: 0, mean: 0, max: 0 });
        expect(stage.passes.map(({ forward, applied }) => [forward, applied])).toEqual(
          stage.passes.map(({ microBatch: k }) => [Math.floor(k / 6), Math.floor(k / 6)]),
        );
      }
    }
  });

  it("the time is that of the plan: m micro-batches on p stages in (m + p − 1)(f + b) each batch", () => {
    const { model, samples } = chain(4, 24);
    for (const schedule of ["gpipe", "1f1b"] as const) {
      const timing = { forward: 1, backward: 1, weightGradient: 1 };
      const pipeline = new Pipeline(model, { schedule, stages: 4, timing });
      const said = trained(pipeline, samples, { epochs: 1, batchSize: 8, microBatch: 1, learningRate: 0.1 });
      expect(batchesOf(said).map(({ time }) => time)).toEqual([33, 66, 99]);
    }
  });
});

function same(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  return one.length === other.length && Array.from(one).every((value, i) => Object.is(value, other[i]));
}
