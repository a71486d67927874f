import { describe, expect, it } from "vitest";
import { createSamples, type Samples } from "../../../src/data/samples.ts";
import type { Model } from "../../../src/model/model.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { Network } from "../../../src/network/network.ts";
import {
  predictiveCodingGradient,
  type PredictiveCodingOptions,
} from "../../../src/study/energy-based/predictive-coding.ts";
import { smallRandom, uniform } from "../../oracle/small-random.ts";
import { randomNetwork } from "../../oracle/random-network.ts";

/** The network and the samples of a random file of layers. */
function layered(seed: number): { model: Model; samples: Samples } | undefined {
  const { file, samples } = randomNetwork(seed);
  if (!("layers" in file)) return undefined;
  return { model: parseNetwork(file), samples: createSamples(samples.inputs, samples.targets) };
}

/** 3-6-5-2, tanh, half the squared error of identity outputs. */
const model = parseNetwork({
  ...{ format: "counterflow-network", version: 1, loss: "half-squared-error", seed: 4 },
  layers: [
    { id: "x", size: 3 },
    ...[6, 5].map((size, l) => ({ id: `h${l}`, size, activation: "tanh" })),
    { id: "y", size: 2, activation: "identity" },
  ],
});
const random = smallRandom(2);
const rows = (width: number) =>
  Array.from({ length: 7 }, () => Array.from({ length: width }, () => uniform(random, -1, 1)));
const samples = createSamples(rows(3), rows(2));

/** ‖g − g_BP‖ / ‖g_BP‖ */
function distance(options: PredictiveCodingOptions, of = { model, samples }): number {
  const truth = new Network(of.model).gradients(of.samples).parameters;
  const got = predictiveCodingGradient(of.model, of.model.parameters, of.samples, options);
  const norm = (numbers: ArrayLike<number>): number =>
    Math.sqrt(Array.from(numbers).reduce((sum, x) => sum + x * x, 0));
  const length = norm(truth);
  return length === 0 ? norm(got) : norm(got.map((x, i) => x - (truth[i] ?? NaN))) / length;
}

describe("errors that are read as they arrive", () => {
  it("give backpropagation's gradient within rounding, on random layers with any activation function and loss", () => {
    let compared = 0;
    for (let seed = 0; seed < 200; seed++) {
      const of = layered(seed);
      if (of === undefined) continue;
      expect(distance({ read: "as-it-arrives" }, of), `seed ${seed}`).toBeLessThan(1e-12);
      compared++;
    }
    expect(compared).toBeGreaterThan(30);
  });
});

describe("errors that are read at rest", () => {
  it("with clamped outputs give another gradient: by more than one percent", () => {
    expect(distance({ read: "at-rest", outputs: "clamped" })).toBeGreaterThan(0.01);
  });

  it("come nearer with a weaker pull, in proportion to it", () => {
    const [far = NaN, near = NaN, nearest = NaN] = [1e-2, 1e-3, 1e-4].map((outputs) =>
      distance({ read: "at-rest", outputs }),
    );
    expect(Math.log10(far / near)).toBeCloseTo(1, 1);
    expect(Math.log10(near / nearest)).toBeCloseTo(1, 2);
    expect(nearest).toBeLessThan(1e-3);
  });
});

it("refuses networks with other synapses than those between neighbouring layers", () => {
  const { file } = randomNetwork(0);
  expect("layers" in file).toBe(false);
  expect(() =>
    predictiveCodingGradient(parseNetwork(file), new Float64Array(0), samples, { read: "as-it-arrives" }),
  ).toThrow(new RangeError("model: expected layers, each fed by the one before; got other synapses"));
});
