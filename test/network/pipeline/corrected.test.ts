import { describe, expect, it } from "vitest";
import { createSamples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import type { Schedule } from "../../../src/network/pipeline/course.ts";
import { Network } from "../../../src/network/network.ts";
import { Pipeline } from "../../../src/network/pipeline/pipeline.ts";
import type { CorrectorOptions } from "../../../src/stage/correctors.ts";
import { chain } from "./chain.ts";
import { trained } from "./run-pipeline.ts";

/** Two linear neurons in a row without biases: y = v·u·x, L = ½(y − 1)². */
const row = parseNetwork({
  format: "counterflow-network",
  version: 1,
  loss: "half-squared-error",
  neurons: [
    { id: "x" },
    { id: "h", activation: "identity", bias: 0, trainBias: false },
    { id: "y", activation: "identity", bias: 0, trainBias: false },
  ],
  synapses: [
    { from: "x", to: "h", weight: 0.3 },
    { from: "h", to: "y", weight: 0.4 },
  ],
  inputs: ["x"],
  outputs: ["y"],
});
const [rate, steps, tau] = [0.3, 12, 3];

/** The weights (u, v) after 12 steps with a delay of 3 at both, but for those of a warm-up. */
function run(
  correctors: readonly CorrectorOptions[],
  transportVersion: "forward" | "latest" | "extrapolated",
  warmUp = 0,
) {
  const delay = { kind: "constant", commits: tau } as const;
  const schedule: Schedule = { kind: "delayed", delay, transportVersion, warmUp };
  const pipeline = new Pipeline(row, { schedule, stages: 2, correctors });
  trained(pipeline, createSamples([[1]], [[1]]), { epochs: steps, batchSize: 1, learningRate: rate });
  return [pipeline.parameters[0], pipeline.parameters[2]];
}

/** A weight's values so far, from the first one on. */
type History = readonly number[];

interface Twist {
  /** What a forward pass reads: of the values up to τ commits ago, the last one unless said. */
  readonly read?: (past: History) => number;
  /** What the error signal meets in place of v, of all its values and those up to τ commits ago. */
  readonly meet?: (history: History, past: History) => number;
  /** What becomes of the last of a weight's gradients. */
  readonly correct?: (gradients: History, history: History, past: History) => number;
  readonly factor?: (step: number, staleness: number) => number;
  /** What a step starts from. */
  readonly from?: (history: History) => number;
  readonly warmUp?: number;
}

/** The same by hand: each weight with its history. */
function byHand({ read = now, meet = (_, past) => now(past), from = now, ...twist }: Twist): number[][] {
  const { correct = now, factor = () => 1, warmUp = 0 } = twist;
  const weights = [[0.3], [0.4]] as [number[], number[]];
  const gradients = [[], []] as [number[], number[]];
  for (let t = 0; t < steps; t++) {
    const then = t < warmUp ? t : Math.max(0, t - tau);
    const past = weights.map((history) => history.slice(0, then + 1)) as [number[], number[]];
    const [u, v] = [read(past[0]), read(past[1])];
    const error = v * u - 1;
    gradients[0].push(meet(weights[1], past[1]) * error);
    gradients[1].push(u * error);
    const next = weights.map((history, i) => {
      const gradient = correct(gradients[i] ?? [], history, past[i] ?? []);
      return from(history) - rate * factor(t, t - then) * gradient;
    });
    weights.forEach((history, i) => history.push(next[i] ?? NaN));
  }
  return weights;
}

const now = (history: History): number => history.at(-1) ?? NaN;

/** A running mean of a weight's changes up to now. */
function drift(history: History, kept: number): number {
  let mean = 0;
  for (let t = 1; t < history.length; t++) {
    mean = kept * mean + (1 - kept) * ((history[t] ?? NaN) - (history[t - 1] ?? NaN));
  }
  return mean;
}

function usualStep(history: History): number {
  let [mean, entered] = [0, 0];
  for (let t = 1; t < history.length; t++) {
    const step = (history[t] ?? NaN) - (history[t - 1] ?? NaN);
    mean = 0.999 * mean + 0.001 * step * step;
    entered = 0.999 * entered + 0.001;
  }
  return Math.sqrt(mean / entered);
}

/** s ← 0.95·s + 0.05·g², over a weight's gradients. */
const meanSquare = (gradients: History): number => gradients.reduce((s, g) => 0.95 * s + 0.05 * g * g, 0);

/** w + γ·(w − w one commit before), with γ = 0.8. */
const ahead = (history: History): number =>
  now(history) + 0.8 * (now(history) - (history.at(-2) ?? now(history)));

interface Case {
  readonly name: string;
  readonly options: readonly CorrectorOptions[];
  readonly twist: Twist;
  /** What stands in the pipeline's rows, of a weight by hand; the weight itself unless said. */
  readonly stands?: (history: History) => number;
}

const cases: readonly Case[] = [
  { name: "no corrector", options: [], twist: {} },
  {
    name: "a rate by staleness",
    options: [{ kind: "rate-by-staleness" }],
    twist: { factor: (_, staleness) => 1 / Math.max(1, staleness) },
  },
  {
    name: "PipeMare's rate (T1)",
    options: [{ kind: "pipemare-rate", commits: 8 }],
    twist: { factor: (step) => 1 / Math.exp(Math.log(tau) * (1 - Math.min(step / 8, 1))) },
  },
  {
    name: "delay compensation",
    options: [{ kind: "delay-compensation", lambda: 0.7 }],
    twist: {
      correct: (gradients, history, past) =>
        now(gradients) + 0.7 * now(gradients) * now(gradients) * (now(history) - now(past)),
    },
  },
  {
    name: "adaptive delay compensation",
    options: [{ kind: "adaptive-delay-compensation", lambda: 0.7 }],
    twist: {
      correct: (gradients, history, past) => {
        const lambda = 0.7 / Math.sqrt(meanSquare(gradients) + 1e-7);
        return now(gradients) + lambda * now(gradients) * now(gradients) * (now(history) - now(past));
      },
    },
  },
  {
    name: "weight prediction (SpecTrain)",
    options: [{ kind: "weight-prediction", smoothing: 0.5 }],
    twist: { read: (past) => now(past) + tau * drift(past, 0.5) },
  },
  {
    name: "weight prediction by the last step (PipeOptim)",
    options: [{ kind: "weight-prediction", smoothing: 0 }],
    twist: { read: (past) => now(past) + tau * (now(past) - (past.at(-2) ?? now(past))) },
  },
  {
    name: "gap-awareness",
    options: [{ kind: "gap-aware" }],
    twist: {
      correct: (gradients, history, past) => {
        const gap = Math.abs(now(history) - now(past));
        return gap === 0 ? now(gradients) : now(gradients) / (1 + gap / usualStep(history));
      },
    },
  },
  {
    // As published: w⁺ = w + d − η·(1 − γ)·∇f(w₋ + d₋), d = γ·(w − w before).
    name: "Nesterov's look-ahead",
    options: [{ kind: "nesterov-look-ahead", momentum: 0.8 }],
    twist: { read: ahead, meet: (_, past) => ahead(past), from: ahead, factor: () => 1 - 0.8 },
    stands: ahead,
  },
  {
    name: "two of them, one after the other",
    options: [{ kind: "rate-by-staleness" }, { kind: "delay-compensation", lambda: 0.7 }],
    twist: {
      factor: (_, staleness) => 1 / Math.max(1, staleness),
      correct: (gradients, history, past) =>
        now(gradients) + 0.7 * now(gradients) * now(gradients) * (now(history) - now(past)),
    },
  },
];

/** What T2 makes of the newest weight. */
const movedBack = (history: History, past: History): number =>
  now(history) - (history.length - past.length) * drift(history, 1 - 2 / (tau + 1));

describe("a delayed pipeline", () => {
  it.each(cases)("with $name does what a recursion by hand does", ({ options, twist, stands = now }) => {
    const expected = byHand(twist).map(stands);
    run(options, "forward").forEach((weight, i) => expect(weight).toBeCloseTo(expected[i] ?? NaN, 13));
  });

  it("sends error signals through the newest weights, or through those that it moves back (T2)", () => {
    const expected = [byHand({ meet: now }), byHand({ meet: movedBack })];
    (["latest", "extrapolated"] as const).forEach((transportVersion, i) => {
      const weights = run([], transportVersion);
      weights.forEach((weight, n) => expect(weight).toBeCloseTo(now(expected[i]?.[n] ?? []), 13));
    });
    expect(run([], "latest")).not.toEqual(run([], "extrapolated"));
    expect(run([{ kind: "pipemare-transport" }], "extrapolated")).toEqual(run([], "extrapolated"));
  });

  it("with PipeMare's T1, T2 and T3 begins without a delay, and knows from the start which one comes", () => {
    const expected = byHand({
      meet: movedBack,
      factor: (step) => 1 / Math.exp(Math.log(tau) * (1 - Math.min(step / 8, 1))),
      warmUp: 4,
    });
    const weights = run([{ kind: "pipemare-rate", commits: 8 }], "extrapolated", 4);
    weights.forEach((weight, n) => expect(weight).toBeCloseTo(now(expected[n] ?? []), 13));
  });

  it("without a delay looks ahead as Nesterov's method does whose rate is (1 − γ)·η", () => {
    const { model, samples } = chain(3, 8, 2);
    const settings = { epochs: 5, batchSize: 4, learningRate: 0.4 };
    const schedule = { kind: "delayed", delay: { kind: "constant", commits: 0 } } as const;
    const correctors = [{ kind: "nesterov-look-ahead", momentum: 0.75 }] as const;
    const pipeline = new Pipeline(model, { schedule, stages: 3, correctors });
    trained(pipeline, samples, settings);
    const network = new Network(model);
    const optimizer = { name: "nesterov", momentum: 0.75 } as const;
    network.train(samples, { ...settings, learningRate: 0.25 * 0.4, optimizer }).subscribe();
    pipeline.parameters.forEach((weight, i) => expect(weight).toBeCloseTo(network.parameters[i] ?? NaN, 14));
  });
});

describe("injected delays", () => {
  const { model, samples } = chain(4, 24, 5);
  const weights = (schedule: Schedule, batchSize: number, correctors: readonly CorrectorOptions[]) => {
    const pipeline = new Pipeline(model, { schedule, stages: 4, correctors });
    trained(pipeline, samples, { epochs: 2, batchSize, microBatch: 1, learningRate: 0.3 });
    return [...pipeline.parameters];
  };
  const perStage = { kind: "per-stage", commits: [3, 2, 1, 0] } as const;
  const pipelines = [
    ["pipedream", 1, perStage, "forward"],
    ["pipedream-naive", 1, perStage, "latest"],
    ["pipemare", 1, perStage, "extrapolated"],
    ["pipedream-vertical-sync", 1, { kind: "constant", commits: 3 }, "forward"],
    ["pipedream-2bw", 4, { kind: "constant", commits: 1 }, "forward"],
  ] as const;

  it.each(cases)("stand for the pipelines that have them, bit for bit, with $name", ({ options }) => {
    for (const [name, batchSize, delay, transportVersion] of pipelines) {
      const delayed = weights({ kind: "delayed", delay, transportVersion }, batchSize, options);
      expect(delayed, name).toEqual(weights(name, batchSize, options));
    }
  });
});

describe("PipeMare on two stages", () => {
  it("moves weights back to the very version that PipeDream has stashed, as the delay is one commit", () => {
    const { model, samples } = chain(4, 16, 3);
    const run = (schedule: "pipemare" | "pipedream" | "pipedream-naive"): number[] => {
      const pipeline = new Pipeline(model, { schedule, stages: [0, 3] });
      trained(pipeline, samples, { epochs: 5, batchSize: 1, learningRate: 0.3 });
      return [...pipeline.parameters];
    };
    const [stashed, newest] = [run("pipedream"), run("pipedream-naive")];
    const apart = (one: readonly number[], other: readonly number[]): number =>
      one.reduce((most, each, i) => Math.max(most, Math.abs(each - (other[i] ?? NaN))), 0);
    expect(apart(run("pipemare"), stashed)).toBeLessThan(1e-13);
    expect(apart(newest, stashed)).toBeGreaterThan(1e-5);
  });
});
