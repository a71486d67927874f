import { describe, expect, it } from "vitest";
import { random } from "../../../src/math/random.ts";
import { consistency, type ConsistencyOptions } from "../../../src/network/replicas/consistencies.ts";
import { Replicas } from "../../../src/network/replicas/replicas.ts";
import { replicaSteps } from "../../../src/schedule/consistency/replica-steps.ts";
import { oneWeight, quadratic } from "./quadratic.ts";
import { trained } from "./run-replicas.ts";

// One weight, L = ½·4·w²: ∂L/∂w = 2·(2·w), which is exact, so that a few scalar lines have the same bits.

const workers = 5;
const learning = { epochs: 60, learningRate: 0.03, microBatch: 1 };
const service = Array.from(
  { length: workers },
  (_, worker) => ({ kind: "exponential", mean: 1 + worker }) as const,
);
const gradientAt = (w: number): number => 2 * (2 * w);

describe("the weight", () => {
  it.each<ConsistencyOptions>([
    { name: "asp" },
    { name: "ssp", slack: 1 },
    { name: "bsp", backups: 2 },
    { name: "softsync", splits: 2 },
    { name: "softsync", splits: 5 },
  ])(
    "by $name follows w⁺ = w − η·mean of the gradients at the versions that were read, bit for bit",
    (rule) => {
      const replicas = new Replicas(oneWeight, { workers, consistency: rule, service });
      const said = trained(replicas, quadratic(4, 0, 6), learning);
      const read = new Map(replicas.report.updates.map(({ microBatch, read }) => [microBatch, read]));
      const weights = [1];
      for (const progress of said) {
        if (progress.kind !== "commit") continue;
        const gradients = progress.microBatches.map((k) => gradientAt(weights[read.get(k) ?? NaN] ?? NaN));
        weights.push((weights.at(-1) ?? NaN) - 0.03 * meanInLanes(gradients));
      }
      expect(weights.length).toBeGreaterThan(70);
      expect([...replicas.parameters]).toEqual([weights.at(-1), 0]);
    },
  );

  it("in shared memory is what loads and stores make of it, bit for bit", () => {
    for (const write of ["load-store", "atomic"] as const) {
      const options = { name: "hogwild", write, readTicks: 0.4, writeTicks: 0.8 } as const;
      const replicas = new Replicas(oneWeight, { workers, consistency: options, service, seed: 7 });
      trained(replicas, quadratic(4, 0, 6), learning);
      let shared = 1;
      const seen: number[] = [];
      const gradient: number[] = [];
      const loaded: number[] = [];
      const draws = service.map(({ mean }, worker) => {
        const { uniform } = random(7, `service/${worker}`);
        return () => -mean * Math.log1p(-uniform());
      });
      const size = { workers, microBatches: 360, pieces: 1 };
      const timing = {
        service: (worker: number) => draws[worker]?.() ?? NaN,
        latency: () => 0,
        uniform: () => 0,
      };
      for (const step of replicaSteps(consistency(options, workers), size, timing)) {
        if (step.kind === "read-piece") seen[step.worker] = shared;
        else if (step.kind === "begin") gradient[step.worker] = gradientAt(seen[step.worker] ?? NaN);
        else if (step.kind === "load-piece") loaded[step.worker] = shared;
        else if (step.kind === "store-piece") {
          shared = (loaded[step.worker] ?? NaN) - 0.03 * (gradient[step.worker] ?? NaN);
        }
      }
      expect([...replicas.parameters]).toEqual([shared, 0]);
      const { stored, lost } = replicas.report.pieces;
      expect(stored).toBe(360);
      if (write === "atomic") expect(lost).toBe(0);
      else expect(lost).toBeGreaterThan(10);
    }
  });

  it("is moved by the sum of what Downpour accrues, at copies that take steps of their own", () => {
    const replicas = new Replicas(oneWeight, {
      workers: 1,
      consistency: { name: "asp", fetchEvery: 4, pushEvery: 2 },
    });
    trained(replicas, quadratic(4), { ...learning, epochs: 8 });
    let server = 1;
    for (let block = 0; block < 2; block++) {
      let own = server;
      for (let push = 0; push < 2; push++) {
        let accrued = 0;
        for (let step = 0; step < 2; step++) {
          accrued += gradientAt(own);
          own -= 0.03 * gradientAt(own);
        }
        server -= 0.03 * accrued;
      }
    }
    expect([...replicas.parameters]).toEqual([server, 0]);
  });

  it("by local SGD becomes the plain mean of all, whoever has done more steps", () => {
    const replicas = new Replicas(oneWeight, { workers: 2, consistency: { name: "local-sgd", steps: 3 } });
    trained(replicas, [quadratic(4, 0, 3), quadratic(1, 3, 1)], {
      epochs: 1,
      learningRate: 0.1,
      microBatch: 1,
    });
    expect(replicas.parameters[0]).toBeCloseTo((0.6 * 0.6 * 0.6 + (1 - 0.1 * (1 - 3))) / 2, 14);
  });

  it("by DiLoCo is moved by Nesterov's rule along the mean difference after steps of one's own", () => {
    const [inner, outer, momentum] = [0.05, 0.7, 0.9];
    const replicas = new Replicas(oneWeight, { workers: 2, consistency: { name: "local-sgd", steps: 3 } });
    const own = [quadratic(4), quadratic(1, 3)];
    const rule = { learningRate: outer, optimizer: { name: "nesterov", momentum } } as const;
    trained(replicas, own, { epochs: 12, learningRate: inner, microBatch: 1, outer: rule });
    let [global, velocity] = [1, 0];
    for (let round = 0; round < 4; round++) {
      const moved = [
        [4, 0],
        [1, 3],
      ].map(([lambda = NaN, c = NaN]) => {
        let w = global;
        for (let step = 0; step < 3; step++) w -= inner * lambda * (w - c);
        return global - w;
      });
      const gradient = ((moved[0] ?? NaN) + (moved[1] ?? NaN)) / 2;
      velocity = momentum * velocity + gradient;
      global -= outer * (gradient + momentum * velocity);
    }
    expect(Math.abs((replicas.parameters[0] ?? NaN) - global)).toBeLessThan(1e-14);
  });

  it("of a pair becomes the mean of both, then takes its own step", () => {
    const replicas = new Replicas(oneWeight, {
      workers: 2,
      consistency: "pairwise-gossip",
      service: [
        { kind: "constant", ticks: 1 },
        { kind: "constant", ticks: 1.5 },
      ],
    });
    trained(replicas, [quadratic(4, 0, 2), quadratic(1, 3, 1)], { ...learning, epochs: 1 });
    // At 1 worker 0 averages 1 and 1; at 1.5 worker 1, whose gradient is of 1; at 2 worker 0 again, whose gradient is of its weight at 1.
    let [one, other] = [1, 1];
    one -= 0.03 * gradientAt(1);
    const begun = one;
    [one, other] = [(one + other) / 2, (one + other) / 2];
    other -= 0.03 * (1 - 3);
    [one, other] = [(one + other) / 2, (one + other) / 2];
    one -= 0.03 * gradientAt(begun);
    expect(replicas.networks.map(({ parameters }) => parameters[0])).toEqual([one, other]);
    expect(replicas.report.updates.map(({ read, applied = NaN }) => applied - read)).toEqual([0, 1, 1]);
  });
});

/** (lane 0 + lane 1) · (1/n), as of a batch. */
function meanInLanes(numbers: readonly number[]): number {
  if (numbers.length === 1) return numbers[0] ?? NaN;
  const lanes = [0, 0];
  numbers.forEach((number, i) => (lanes[i % 2] = (lanes[i % 2] ?? 0) + number));
  return ((lanes[0] ?? 0) + (lanes[1] ?? 0)) * (1 / numbers.length);
}
