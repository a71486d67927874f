import { describe, expect, it } from "vitest";
import type { OptimizerName } from "../../../src/math/optimizer.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import type { ConsistencyName, ConsistencyOptions } from "../../../src/network/replicas/consistencies.ts";
import type { Latency } from "../../../src/transport/simulated/latency.ts";
import { chain } from "../pipeline/chain.ts";
import { outcomeOf, plainOutcome } from "./run-replicas.ts";

const services: readonly Latency[] = [
  { kind: "constant", ticks: 1 },
  { kind: "exponential", mean: 1 },
  { kind: "pareto", shape: 1.5, least: 1 },
];
const exponential: Latency = { kind: "exponential", mean: 1 };

function expectNear(got: readonly number[], expected: readonly number[]): void {
  expect(got.length).toBe(expected.length);
  got.forEach((number, i) => {
    const wanted = expected[i] ?? NaN;
    expect(Math.abs(number - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
  });
}

describe("one worker", () => {
  const { model, samples } = chain(3, 11, 3);
  const learning = { epochs: 3, learningRate: 0.3, shuffle: 4 };

  it.each<{ name: ConsistencyName; optimizers?: readonly OptimizerName[] } & Partial<ConsistencyOptions>>([
    { name: "bsp" },
    { name: "asp" },
    { name: "asp", fetchEvery: 3, optimizers: ["sgd"] },
    { name: "ssp", slack: 2 },
    { name: "ssp", slack: 2, reads: "cached", optimizers: ["sgd"] },
    { name: "softsync" },
    { name: "hogwild", optimizers: ["sgd"] },
    { name: "hogwild", write: "atomic", optimizers: ["sgd"] },
    { name: "gossip" },
    { name: "pairwise-gossip" },
  ])("by $name learns what a network learns by itself, bit for bit", ({ optimizers, ...consistency }) => {
    for (const optimizer of optimizers ?? (["sgd", "momentum", "adam"] as const)) {
      const plain = plainOutcome(model, samples, { ...learning, optimizer, batchSize: 4 });
      const latency = { kind: "exponential", mean: 0.5 } as const;
      const options = { workers: 1, consistency, service: exponential, latency };
      expect(outcomeOf(model, options, samples, { ...learning, optimizer, microBatch: 4 })).toEqual(plain);
    }
  });

  it.each([1, 4])("by local SGD in rounds of %i steps learns the same within 1e-12", (steps) => {
    const plain = plainOutcome(model, samples, { ...learning, optimizer: "adam", batchSize: 4 });
    const options = { workers: 1, consistency: { name: "local-sgd", steps } } as const;
    const learned = outcomeOf(model, options, samples, { ...learning, optimizer: "adam", microBatch: 4 });
    expectNear(learned.weights, plain.weights);
    expectNear(learned.epochs, plain.epochs);
  });
});

describe("a barrier", () => {
  it.each([
    { workers: 2, microBatch: 3, precision: "f64" },
    { workers: 3, microBatch: 2, precision: "f64" },
    { workers: 4, microBatch: 5, precision: "f64" },
    { workers: 3, microBatch: 1, precision: "f32" },
    { workers: 2, microBatch: 5, precision: "f32" },
  ] as const)(
    "for $workers workers with $microBatch samples each in $precision gives the bits of one network with all their samples",
    ({ workers, microBatch, precision }) => {
      const { model, samples } = chain(3, 23, workers);
      for (const optimizer of ["sgd", "adam"] as const) {
        const learning = { epochs: 2, learningRate: 0.2, shuffle: 7, optimizer };
        const batchSize = workers * microBatch;
        const plain = plainOutcome(model, samples, { ...learning, batchSize }, precision);
        for (const service of services) {
          const latency = { kind: "uniform", from: 0, to: 2 } as const;
          const options = { workers, consistency: "bsp", service, latency, precision } as const;
          const exchange = "sufficient-factors";
          const learned = outcomeOf(model, options, samples, { ...learning, microBatch, exchange });
          expect(learned, service.kind).toEqual(plain);
        }
      }
    },
  );

  it("gives the same bits for 200 seeds of how long everything takes", () => {
    const { model, samples } = chain(2, 12, 9);
    const learning = { epochs: 1, learningRate: 0.2, microBatch: 1, exchange: "sufficient-factors" } as const;
    const plain = plainOutcome(model, samples, { ...learning, batchSize: 3, microBatch: 3 });
    for (let seed = 0; seed < 200; seed++) {
      const options = {
        workers: 3,
        consistency: "bsp",
        seed,
        service: exponential,
        latency: exponential,
        kernel: "js",
      } as const;
      expect(outcomeOf(model, options, samples, learning), `seed ${seed}`).toEqual(plain);
    }
  });

  it.each(["f64", "f32"] as const)(
    "over gradients of one sample each gives the same bits in %s",
    (precision) => {
      const { model, samples } = chain(3, 14, 5);
      for (const workers of [2, 3, 4, 7]) {
        const learning = { epochs: 2, learningRate: 0.2, optimizer: "momentum" } as const;
        const plain = plainOutcome(model, samples, { ...learning, batchSize: workers }, precision);
        const options = { workers, consistency: "bsp", service: exponential, precision } as const;
        expect(outcomeOf(model, options, samples, { ...learning, microBatch: 1 }), `${workers}`).toEqual(
          plain,
        );
      }
    },
  );

  it("over gradients of more samples, some of fewer, gives the same within 1e-12", () => {
    const { model, samples } = chain(3, 23, 6);
    const learning = { epochs: 2, learningRate: 0.2, optimizer: "momentum" } as const;
    const plain = plainOutcome(model, samples, { ...learning, batchSize: 12 });
    const options = { workers: 3, consistency: "bsp", service: exponential } as const;
    const learned = outcomeOf(model, options, samples, { ...learning, microBatch: 4 });
    expectNear(learned.weights, plain.weights);
    expect(learned.batches).toEqual(plain.batches);
  });

  it("leaves alone what may not be trained", () => {
    const model = parseNetwork({
      format: "counterflow-network",
      version: 1,
      loss: "half-squared-error",
      neurons: [
        { id: "x0" },
        { id: "x1" },
        { id: "h", activation: "tanh", bias: 0.1, trainBias: false },
        { id: "y", activation: "identity", bias: 0.2 },
      ],
      synapses: [
        { from: "x0", to: "h", weight: 0.3, trainable: false },
        { from: "x1", to: "h", weight: -0.4 },
        { from: "h", to: "y", weight: 0.5 },
      ],
      inputs: ["x0", "x1"],
      outputs: ["y"],
    });
    const { samples } = chain(1, 8, 2);
    const one = { ...samples, targetWidth: 1, targets: samples.targets.slice(0, 8) };
    const learning = { epochs: 2, learningRate: 0.5 };
    const plain = plainOutcome(model, one, { ...learning, batchSize: 1 });
    for (const consistency of ["asp", "hogwild", "gossip", "local-sgd"] as const) {
      const { weights } = outcomeOf(model, { workers: 1, consistency }, one, { ...learning, microBatch: 1 });
      expectNear(weights, plain.weights);
      expect([weights[0], weights[2]], consistency).toEqual([0.3, 0.1]);
    }
  });
});

describe("rules that are one and the same", () => {
  const { model, samples } = chain(3, 24, 8);
  const learning = { epochs: 3, learningRate: 0.2, microBatch: 2 };
  const base = { workers: 4, service: exponential, seed: 3 };
  const barrier = outcomeOf(model, { ...base, consistency: "bsp" }, samples, learning).weights;

  it("local SGD with one step a round is a barrier, within 1e-12", () => {
    const options = { ...base, consistency: { name: "local-sgd", steps: 1 } } as const;
    expectNear(outcomeOf(model, options, samples, learning).weights, barrier);
  });

  it("a slack of 0 is a barrier at a fourth of the rate for each of four workers, within 1e-12", () => {
    const options = { ...base, consistency: { name: "ssp", slack: 0 } } as const;
    const each = { ...learning, learningRate: learning.learningRate / 4 };
    expectNear(outcomeOf(model, options, samples, each).weights, barrier);
  });

  it("softsync with as many splits as workers is asynchronous, bit for bit", () => {
    const splits = { ...base, consistency: { name: "softsync", splits: 4 } } as const;
    expect(outcomeOf(model, splits, samples, learning)).toEqual(
      outcomeOf(model, { ...base, consistency: "asp" }, samples, learning),
    );
  });
});
