import { describe, expect, it } from "vitest";
import { createSamples, type Samples } from "../../../src/data/samples.ts";
import type { Model } from "../../../src/model/model.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { type Alignment, alignment } from "../../../src/network/error-transport/alignment.ts";
import type { ErrorTransportName } from "../../../src/network/error-transport/rule.ts";
import { errorTransportNames } from "../../../src/network/error-transport/rules.ts";
import { Network } from "../../../src/network/network.ts";
import { type Random, smallRandom, uniform } from "../../oracle/small-random.ts";

const seeds = [1, 2, 3, 4, 5];

/** Lillicrap's task: 30-20-10 linear neurons learn a random linear map of normal inputs, one sample after another. */
function linearTask(seed: number): { model: Model; samples: Samples } {
  const random = smallRandom(seed);
  const map = Array.from({ length: 10 }, () => Array.from({ length: 30 }, () => uniform(random, -1, 1)));
  const inputs = Array.from({ length: 300 }, () => Array.from({ length: 30 }, () => normal(random)));
  const targets = inputs.map((x) => map.map((row) => row.reduce((sum, w, i) => sum + w * (x[i] ?? NaN), 0)));
  const layer = (id: string, size: number) => ({
    ...{ id, size, activation: "identity", trainBias: false, biases: new Array<number>(size).fill(0) },
    initializer: { name: "uniform", low: -0.01, high: 0.01 },
  });
  const model = parseNetwork({
    ...{ format: "counterflow-network", version: 1, loss: "half-squared-error", seed },
    layers: [{ id: "x", size: 30 }, layer("h", 20), layer("y", 10)],
  });
  return { model, samples: createSamples(inputs, targets) };
}

/** The alignment of the hidden layer before and after 300 steps. */
function aligned(seed: number, name: ErrorTransportName): (Alignment | undefined)[] {
  const { model, samples } = linearTask(seed);
  const network = new Network(model, {
    errorTransport: { name, ...(name.startsWith("feedback") && { seed }) },
  });
  const [before] = alignment(network, samples);
  network.train(samples, { epochs: 1, batchSize: 1, learningRate: 0.01 }).subscribe();
  return [before, alignment(network, samples)[0]];
}

describe("on Lillicrap's linear task", () => {
  it.each(seeds)("feedback alignment comes from about 90 degrees below 60 in 300 steps: seed %i", (seed) => {
    const [before, after] = aligned(seed, "feedback-alignment");
    for (const what of ["delta", "weights"] as const) {
      expect(Math.abs((before?.[what] ?? NaN) - 90)).toBeLessThan(25);
      expect(after?.[what]).toBeLessThan(60);
    }
  });

  it("backpropagation is at 0 exactly, and stays there", () => {
    const none = { id: "h", delta: 0, weights: 0 };
    expect(aligned(1, "backpropagation")).toEqual([none, none]);
  });
});

describe("alignment", () => {
  const { samples } = linearTask(1);
  const network = (errorTransport: ErrorTransportName): Network =>
    new Network(linearTask(1).model, { errorTransport });

  it("is the angle of the δ vectors and of the weights, as the textbook's formula has it", () => {
    const fa = network("feedback-alignment");
    const [hidden, output] = alignment(fa, samples);
    const [own, truth] = [fa, network("backpropagation")].map((one) => {
      const { neuron } = one.gradients(samples);
      return Array.from({ length: 20 }, (_, i) => Array.from(neuron(30 + i).delta)).flat();
    });
    // The weights of y stand behind the 20 rows of h, 20 and a bias to a row.
    const ofOutput = (_: number, i: number): boolean => i >= 620 && (i - 620) % 21 < 20;
    const weights = [fa.parameters, fa.errorWeights].map((all) =>
      Array.from(all).filter((w, i) => ofOutput(w, i)),
    );
    expect(hidden?.delta).toBeCloseTo(cosineAngle(own ?? [], truth ?? []), 10);
    expect(hidden?.weights).toBeCloseTo(cosineAngle(weights[0] ?? [], weights[1] ?? []), 10);
    expect(output).toEqual({ id: "y", delta: 0, weights: undefined });
  });

  it("of direct feedback compares weights where they join the same neurons: behind the outputs", () => {
    const model = parseNetwork({
      ...{ format: "counterflow-network", version: 1, loss: "half-squared-error" },
      layers: [{ id: "x", size: 30 }, ...["h", "k", "y"].map((id) => ({ id, size: 10, activation: "tanh" }))],
    });
    const found = alignment(new Network(model, { errorTransport: "direct-feedback-alignment" }), samples);
    expect(found.map(({ weights }) => weights === undefined)).toEqual([true, false, true]);
    expect(found.map(({ delta }) => (delta ?? NaN) > 60)).toEqual([true, true, false]);
  });

  it.each(errorTransportNames)("changes no bit of a run that it looks at between batches: %s", (name) => {
    const plan = { epochs: 1, batchSize: 60, learningRate: 0.001 };
    const [watched, alone] = [network(name), network(name)];
    let looks = 0;
    watched.train(samples, plan).subscribe(() => (looks += alignment(watched, samples).length));
    alone.train(samples, plan).subscribe();
    expect(looks).toBe(12);
    expect(watched.parameters).toEqual(alone.parameters);
    expect(watched.errorWeights).toEqual(alone.errorWeights);
  });
});

/** Nearly normal: twelve uniform numbers have a sum of variance 1. */
function normal(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}

function cosineAngle(a: readonly number[], b: readonly number[]): number {
  const dot = (u: readonly number[], v: readonly number[]): number =>
    u.reduce((sum, x, i) => sum + x * (v[i] ?? NaN), 0);
  return (180 / Math.PI) * Math.acos(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)));
}
