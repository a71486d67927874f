import { describe, expect, it } from "vitest";
import { createSamples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import type { Schedule } from "../../../src/network/pipeline/course.ts";
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

/** The weights (u, v) after 12 steps with a delay of 3 at both. */
function run(
  correctors: readonly CorrectorOptions[],
  transportVersion: "forward" | "latest" | "extrapolated",
) {
  const schedule: Schedule = { kind: "delayed", delay: { kind: "constant", commits: tau }, transportVersion };
  const pipeline = new Pipeline(row, { schedule, stages: 2, correctors });
  trained(pipeline, createSamples([[1]], [[1]]), { epochs: steps, batchSize: 1, learningRate: rate });
  return [pipeline.parameters[0], pipeline.parameters[2]];
}

interface Twist {
  /** What a forward pass reads in place of a weight of τ commits ago. */
  readonly read?: (history: readonly number[], then: number) => number;
  /** What the error signal meets in place of v. */
  readonly meet?: (history: readonly number[], then: number) => number;
  readonly correct?: (gradient: number, history: readonly number[], then: number) => number;
  readonly factor?: (step: number, staleness: number) => number;
}

/** The same by hand: each weight with its history. */
function byHand({ read, meet, correct, factor }: Twist): number[] {
  const [us, vs] = [[0.3], [0.4]];
  for (let t = 0; t < steps; t++) {
    const then = Math.max(0, t - tau);
    const of = (history: readonly number[]): number => read?.(history, then) ?? history[then] ?? NaN;
    const [u, v] = [of(us), of(vs)];
    const error = v * u - 1;
    const met = meet?.(vs, then) ?? vs[then] ?? NaN;
    const gradients = [met * error, u * error];
    [us, vs].forEach((history, i) => {
      const g = correct?.(gradients[i] ?? NaN, history, then) ?? gradients[i] ?? NaN;
      history.push((history[t] ?? NaN) - rate * (factor?.(t, t - then) ?? 1) * g);
    });
  }
  return [us.at(-1) ?? NaN, vs.at(-1) ?? NaN];
}

/** A running mean of a weight's changes up to now. */
function drift(history: readonly number[], kept: number): number {
  let mean = 0;
  for (let t = 1; t < history.length; t++) {
    mean = kept * mean + (1 - kept) * ((history[t] ?? NaN) - (history[t - 1] ?? NaN));
  }
  return mean;
}

const now = (history: readonly number[]): number => history.at(-1) ?? NaN;

function usualStep(history: readonly number[]): number {
  let [mean, entered] = [0, 0];
  for (let t = 1; t < history.length; t++) {
    const step = (history[t] ?? NaN) - (history[t - 1] ?? NaN);
    mean = 0.999 * mean + 0.001 * step * step;
    entered = 0.999 * entered + 0.001;
  }
  return Math.sqrt(mean / entered);
}

describe("a delayed pipeline", () => {
  it.each<{ readonly name: string; readonly options: readonly CorrectorOptions[]; readonly twist: Twist }>([
    { name: "no corrector", options: [], twist: {} },
    {
      name: "a rate by staleness",
      options: [{ kind: "rate-by-staleness" }],
      twist: { factor: (_, staleness) => 1 / Math.max(1, staleness) },
    },
    {
      name: "PipeMare's rate",
      options: [{ kind: "pipemare-rate", commits: 8 }],
      twist: { factor: (step) => 1 / Math.exp(Math.log(tau) * (1 - Math.min(step / 8, 1))) },
    },
    {
      name: "delay compensation",
      options: [{ kind: "delay-compensation", lambda: 0.7 }],
      twist: { correct: (g, history, then) => g + 0.7 * g * g * (now(history) - (history[then] ?? NaN)) },
    },
    {
      name: "weight prediction",
      options: [{ kind: "weight-prediction", smoothing: 0.5 }],
      twist: { read: (history, then) => (history[then] ?? NaN) + tau * drift(history, 0.5) },
    },
    {
      name: "gap-awareness",
      options: [{ kind: "gap-aware" }],
      twist: {
        correct: (g, history, then) => {
          const gap = Math.abs(now(history) - (history[then] ?? NaN));
          return gap === 0 ? g : g / (1 + gap / usualStep(history));
        },
      },
    },
    {
      name: "two of them, one after the other",
      options: [{ kind: "rate-by-staleness" }, { kind: "delay-compensation", lambda: 0.7 }],
      twist: {
        factor: (_, staleness) => 1 / Math.max(1, staleness),
        correct: (g, history, then) => g + 0.7 * g * g * (now(history) - (history[then] ?? NaN)),
      },
    },
  ])("with $name does what a recursion by hand does", ({ options, twist }) => {
    const expected = byHand(twist);
    run(options, "forward").forEach((weight, i) => expect(weight).toBeCloseTo(expected[i] ?? NaN, 13));
  });

  it("sends error signals through the newest weights, or through those that it moves back", () => {
    const kept = 1 - 2 / (tau + 1);
    const expected = [
      byHand({ meet: now }),
      byHand({ meet: (history, then) => now(history) - (history.length - 1 - then) * drift(history, kept) }),
    ];
    (["latest", "extrapolated"] as const).forEach((transportVersion, i) => {
      const weights = run([], transportVersion);
      weights.forEach((weight, n) => expect(weight).toBeCloseTo(expected[i]?.[n] ?? NaN, 13));
    });
    expect(run([], "latest")).not.toEqual(run([], "extrapolated"));
    expect(run([{ kind: "pipemare-transport" }], "extrapolated")).toEqual(run([], "extrapolated"));
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
