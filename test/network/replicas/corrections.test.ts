import { describe, expect, it } from "vitest";
import { Network } from "../../../src/network/network.ts";
import { Replicas } from "../../../src/network/replicas/replicas.ts";
import type { CorrectorOptions } from "../../../src/stage/correctors.ts";
import { chain } from "../pipeline/chain.ts";
import { oneWeight, quadratic } from "./quadratic.ts";
import { plainOutcome, trained } from "./run-replicas.ts";

const service = [1, 2, 3].map((mean) => ({ kind: "exponential", mean }) as const);

/** L = ½·4·w²: ∂L/∂w = 2·(2·w). */
const gradientAt = (w: number): number => 2 * (2 * w);

describe("a server that corrects stale gradients", () => {
  it.each<{
    corrector: CorrectorOptions;
    /** Of the weights of now and of then, the commits between them, those so far, and the delay to be expected. */
    gradientOf: (now: number, read: number, crossed: number, commits: number, delay: number) => number;
  }>([
    {
      corrector: { kind: "pipemare-rate", commits: 40 },
      gradientOf: (_, read, __, commits, delay) =>
        gradientAt(read) * Math.exp(-Math.log(delay) * (1 - Math.min(1, commits / 40))),
    },
    {
      corrector: { kind: "rate-by-staleness" },
      gradientOf: (_, read, crossed) => gradientAt(read) * (1 / Math.max(1, crossed)),
    },
    {
      corrector: { kind: "delay-compensation", lambda: 0.25 },
      gradientOf: (now, read) => {
        const g = gradientAt(read);
        return g + 0.25 * g * g * (now - read);
      },
    },
  ])("by $corrector.kind follows its formula at the versions that were read", ({ corrector, gradientOf }) => {
    for (const consistency of ["asp", { name: "softsync", splits: 1 }] as const) {
      // Of three workers, two others commit in the meantime; where all three make one commit, 2/3 of one, which counts as 1.
      const delay = consistency === "asp" ? 2 : 1;
      const options = { workers: 3, consistency, service, correctors: [corrector] };
      const replicas = new Replicas(oneWeight, options);
      const said = trained(replicas, quadratic(4, 0, 4), { epochs: 30, learningRate: 0.04, microBatch: 1 });
      const reads = new Map(replicas.report.updates.map(({ microBatch, read }) => [microBatch, read]));
      const weights = [1];
      for (const progress of said) {
        if (progress.kind !== "commit") continue;
        const now = weights.at(-1) ?? NaN;
        const gradients = progress.microBatches.map((microBatch) => {
          const read = reads.get(microBatch) ?? NaN;
          const commits = weights.length - 1;
          return gradientOf(now, weights[read] ?? NaN, commits - read, commits, delay);
        });
        weights.push(now - (0.04 * gradients.reduce((sum, each) => sum + each, 0)) / gradients.length);
      }
      expect(Math.abs((replicas.parameters[0] ?? NaN) - (weights.at(-1) ?? NaN))).toBeLessThan(1e-13);
    }
  });

  it("changes no bit where nothing is stale", () => {
    const { model, samples } = chain(3, 12, 5);
    const learning = { epochs: 2, learningRate: 0.3 };
    const correctors: readonly CorrectorOptions[] = [
      { kind: "rate-by-staleness" },
      { kind: "delay-compensation", lambda: 1 },
      { kind: "gap-aware" },
    ];
    const plain = plainOutcome(model, samples, { ...learning, batchSize: 4 });
    const replicas = new Replicas(model, { workers: 1, consistency: "asp", correctors });
    trained(replicas, samples, { ...learning, microBatch: 4 });
    expect([...replicas.parameters]).toEqual(plain.weights);
  });

  it("slows down what would run away", () => {
    const lossWith = (correctors: readonly CorrectorOptions[]): number => {
      const replicas = new Replicas(oneWeight, { workers: 3, consistency: "asp", service, correctors });
      trained(replicas, quadratic(4, 0, 1), { epochs: 200, learningRate: 0.3, microBatch: 1 });
      return replicas.evaluate(quadratic(4)).loss;
    };
    const start = new Network(oneWeight).evaluate(quadratic(4)).loss;
    expect(lossWith([])).toBeGreaterThan(start);
    expect(lossWith([{ kind: "rate-by-staleness" }])).toBeLessThan(1e-6);
    expect(lossWith([{ kind: "gap-aware" }])).toBeLessThan(start);
  });

  it("refuses what cannot correct a gradient by itself", () => {
    const train = (consistency: "hogwild" | "local-sgd" | "asp", corrector: CorrectorOptions) => () =>
      trained(new Replicas(oneWeight, { workers: 2, consistency, correctors: [corrector] }), quadratic(1), {
        epochs: 1,
        learningRate: 0.1,
        microBatch: 1,
      });
    for (const consistency of ["hogwild", "local-sgd"] as const) {
      expect(train(consistency, { kind: "gap-aware" })).toThrow(
        "correctors: expected a server that gets each gradient by itself; got gap-aware",
      );
    }
    expect(train("asp", { kind: "pipemare-transport" })).toThrow(
      "correctors.kind: expected one that corrects gradients; got pipemare-transport",
    );
  });
});
