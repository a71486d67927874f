import { describe, expect, it } from "vitest";
import { createSamples } from "../../../src/data/samples.ts";
import type { OptimizerOptions } from "../../../src/math/optimizers.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { Network } from "../../../src/network/network.ts";
import { Pipeline } from "../../../src/network/pipeline/pipeline.ts";
import type { CorrectorOptions } from "../../../src/stage/correctors.ts";
import type { DelayLaw } from "../../../src/stage/delays.ts";
import { chain } from "./chain.ts";
import { naivePipeline } from "./naive-pipeline.ts";
import { trained } from "./run-pipeline.ts";

/** One linear neuron without a bias: y = w·x, L = ½y², so ∂L/∂w = x²·w, and λ = x². */
const quadratic = parseNetwork({
  format: "counterflow-network",
  version: 1,
  loss: "half-squared-error",
  neurons: [{ id: "x" }, { id: "y", activation: "identity", bias: 0, trainBias: false }],
  synapses: [{ from: "x", to: "y", weight: 1 }],
  inputs: ["x"],
  outputs: ["y"],
});

/** |w| after each of `steps` delayed steps; the loss is λ·w²/2. */
function sizesOf(
  lambda: number,
  delay: DelayLaw,
  options: {
    readonly steps: number;
    readonly learningRate: number;
    readonly optimizer?: OptimizerOptions;
    readonly correctors?: readonly CorrectorOptions[];
  },
): number[] {
  const { steps, correctors = [], ...learning } = options;
  const pipeline = new Pipeline(quadratic, { schedule: { kind: "delayed", delay }, stages: 1, correctors });
  const weights: number[] = [];
  pipeline.neuron("y").row$.subscribe(({ kind, weights: [weight = NaN] }) => {
    if (kind === "commit") weights.push(Math.abs(weight));
  });
  trained(pipeline, createSamples([[Math.sqrt(lambda)]], [[0]]), {
    epochs: steps,
    batchSize: 1,
    ...learning,
  });
  return weights;
}

/** Whether it grows: the middle third against the last. */
function grows(sizes: readonly number[]): boolean {
  const third = Math.floor(sizes.length / 3);
  return Math.max(...sizes.slice(2 * third)) > Math.max(...sizes.slice(third, 2 * third));
}

describe("delayed gradient descent on a quadratic", () => {
  it.each([0, 1, 2, 3, 5, 10].map((tau) => ({ tau })))(
    "with τ = $tau is stable up to (2/λ)·sin(π / (4τ + 2)), within 1 %",
    ({ tau }) => {
      for (const lambda of [1, 4]) {
        const boundary = (2 / lambda) * Math.sin(Math.PI / (4 * tau + 2));
        const run = (factor: number): boolean =>
          grows(
            sizesOf(
              lambda,
              { kind: "constant", commits: tau },
              {
                steps: 100 + 150 * tau,
                learningRate: factor * boundary,
              },
            ),
          );
        expect([run(0.99), run(1.01)], `λ = ${lambda}`).toEqual([false, true]);
      }
    },
  );

  it.each([
    { tau: 0, of: (beta: number) => 2 * (1 + beta) },
    { tau: 1, of: (beta: number) => 1 - beta },
  ])(
    "with momentum β, τ = $tau, is stable up to 2(1 + β)/λ without a delay, (1 − β)/λ with one, within 1 %",
    ({ tau, of }) => {
      for (const beta of [0, 0.5, 0.9]) {
        const run = (factor: number): boolean =>
          grows(
            sizesOf(
              4,
              { kind: "constant", commits: tau },
              {
                steps: 1_200,
                learningRate: (factor * of(beta)) / 4,
                optimizer: { name: "momentum", momentum: beta },
              },
            ),
          );
        expect([run(0.99), run(1.01)], `β = ${beta}`).toEqual([false, true]);
      }
    },
  );

  it("follows w⁺ = w − η·λ·w(t − τ) bit for bit, whatever the law of the delays", () => {
    const laws: readonly DelayLaw[] = [
      { kind: "constant", commits: 3 },
      { kind: "list", commits: [0, 4, 1, 7] },
      { kind: "uniform", most: 5, seed: 2 },
      { kind: "geometric", workers: 4, seed: 3 },
    ];
    for (const delay of laws) {
      const pipeline = new Pipeline(quadratic, { schedule: { kind: "delayed", delay }, stages: 1 });
      trained(pipeline, createSamples([[2]], [[0]]), { epochs: 60, batchSize: 1, learningRate: 0.02 });
      const passes = pipeline.stages[0]?.passes ?? [];
      const weights = [1];
      passes.forEach(({ forward }, t) => {
        weights.push((weights[t] ?? NaN) - 0.02 * (2 * (2 * (weights[forward] ?? NaN))));
      });
      expect([...pipeline.parameters], delay.kind).toEqual([weights.at(-1), 0]);
      expect(new Set(passes.map(({ latest, forward }) => latest - forward)).size).toBeGreaterThan(1);
    }
  });
});

describe("a delayed pipeline", () => {
  it("without a delay is a network without stages, bit for bit", () => {
    const { model, samples } = chain(4, 12, 5);
    const options = {
      epochs: 4,
      batchSize: 6,
      learningRate: 0.3,
      shuffle: 2,
      optimizer: "momentum",
    } as const;
    const network = new Network(model);
    network.train(samples, options).subscribe();
    const none: readonly DelayLaw[] = [
      { kind: "constant", commits: 0 },
      { kind: "per-stage", commits: [0, 0] },
      { kind: "geometric", workers: 1 },
      { kind: "uniform", most: 0 },
    ];
    for (const delay of none) {
      for (const transportVersion of ["forward", "latest", "extrapolated"] as const) {
        const schedule = { kind: "delayed", delay, transportVersion } as const;
        const pipeline = new Pipeline(model, {
          schedule,
          stages: 2,
          // Nothing is stale, so nothing is to be corrected.
          correctors: [
            { kind: "rate-by-staleness" },
            { kind: "pipemare-rate", commits: 5 },
            { kind: "delay-compensation", lambda: 1 },
            { kind: "adaptive-delay-compensation", lambda: 1 },
            { kind: "weight-prediction" },
            { kind: "gap-aware" },
          ],
        });
        trained(pipeline, samples, { ...options, microBatch: 2 });
        expect(pipeline.parameters, delay.kind).toEqual(network.parameters);
      }
    }
  });

  it.each(["forward", "latest"] as const)(
    "with a delay for each stage reads what it says, and %s on the way back",
    (transportVersion) => {
      const { model, layers, inputs, targets, samples } = chain(3, 15, 6);
      const commits = [4, 2, 0];
      const pipeline = new Pipeline(model, {
        schedule: { kind: "delayed", delay: { kind: "per-stage", commits }, transportVersion },
        stages: 3,
      });
      trained(pipeline, samples, { epochs: 1, batchSize: 1, learningRate: 0.4 });
      const order = [
        ["F", 0],
        ["F", 1],
        ["F", 2],
        ["B", 2],
        ["B", 1],
        ["B", 0],
      ] as const;
      const naive = naivePipeline({
        stages: layers.map((layer) => [layer]),
        inputs,
        targets,
        actions: inputs.flatMap((_, sample) => order.map(([kind, stage]) => ({ kind, stage, sample }))),
        rules: {
          forward: ({ newest, stage }) => Math.max(0, newest - (commits[stage] ?? NaN)),
          transport: ({ newest, forward }) => (transportVersion === "forward" ? forward : newest),
          perCommit: 1,
        },
        rate: 0.4,
      });
      expect([...pipeline.parameters]).toEqual(naive.parameters);
      expect(pipeline.stages.map(({ liveVersions }) => liveVersions)).toEqual([5, 3, 1]);
    },
  );

  it("is not delayed before its warm-up is over", () => {
    const { model, samples } = chain(2, 10);
    const pipeline = new Pipeline(model, {
      schedule: { kind: "delayed", delay: { kind: "constant", commits: 2 }, warmUp: 6 },
      stages: 2,
    });
    trained(pipeline, samples, { epochs: 1, batchSize: 1, learningRate: 0.1 });
    for (const { passes } of pipeline.stages) {
      expect(passes.map(({ latest, forward }) => latest - forward)).toEqual([0, 0, 0, 0, 0, 0, 2, 2, 2, 2]);
    }
  });
});
