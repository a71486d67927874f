import { createSamples, type Samples } from "../../../src/data/samples.ts";
import type { Network } from "../../../src/network/network.ts";

const header = { format: "counterflow-network", version: 1 };

export const layeredSpec = {
  ...header,
  loss: "softmax-cross-entropy",
  layers: [3, 4, 3, 2].map((size, i) => ({
    id: `l${i}`,
    size,
    ...(i > 0 && { activation: i < 3 ? "tanh" : "identity" }),
  })),
};

/** Skip connections, an output that feeds another one, feedback weights, and parameters that may not be trained. */
export const skippingSpec = {
  ...header,
  loss: "half-squared-error",
  neurons: [
    { id: "i1" }, { id: "i2" },
    { id: "h1", activation: "sigmoid", bias: 0.1 }, { id: "h2", activation: "tanh", bias: -0.2, trainBias: false },
    { id: "o1", activation: "sigmoid", bias: 0.3 }, { id: "o2", activation: "identity", bias: 0 },
  ],
  synapses: [
    { from: "i1", to: "h1", weight: 0.4 }, { from: "i2", to: "h1", weight: -0.3, trainable: false },
    { from: "i1", to: "h2", weight: 0.2 }, { from: "h1", to: "o1", weight: 0.7, feedback: 0.5 },
    { from: "h2", to: "o1", weight: -0.6 }, { from: "i2", to: "o1", weight: 0.25 },
    { from: "h2", to: "o2", weight: 0.9, feedback: -0.8 }, { from: "o1", to: "o2", weight: 0.35 },
  ],
  inputs: ["i1", "i2"],
  outputs: ["o1", "o2"],
}; // prettier-ignore

/** A layer h of three, with weights to and from the last two of them. */
export const overflowingSpec = (into: readonly number[], outOf: readonly number[]) => ({
  ...header,
  loss: "half-squared-error",
  layers: [
    { id: "x", size: 1 },
    {
      id: "h",
      size: 3,
      activation: "identity",
      weights: [[1], ...into.map((weight) => [weight])],
      biases: [0, 0, 0],
    },
    { id: "y", size: 1, activation: "identity", weights: [[1, ...outOf]], biases: [0] },
  ],
});

/** So many samples that fit the network, all different. */
export function samplesOf({ model: { inputs, outputs } }: Network, count: number): Samples {
  const row = (s: number, width: number): number[] =>
    Array.from({ length: width }, (_, i) => Math.sin(s + 3 * i) / 2 + 0.5);
  const all = Array.from({ length: count }, (_, s) => s);
  return createSamples(
    all.map((s) => row(s, inputs.length)),
    all.map((s) => row(s + 7, outputs.length)),
  );
}
