import { expect, test } from "vitest";
import { neuronsOf } from "./network-json.ts";
import type { LayeredNetworkFile, ListedNetworkFile } from "./network-json.ts";

const header = { format: "counterflow-network", version: 1, loss: "mean-squared-error" } as const;

const layered: LayeredNetworkFile = {
  ...header,
  layers: [
    { id: "x", size: 2 },
    {
      id: "h",
      size: 2,
      activation: "tanh",
      weights: [
        [1, 2],
        [3, 4],
      ],
      biases: [5, 6],
    },
    { id: "y", size: 1, activation: "identity", weights: [[7, 8]], biases: [9] },
  ],
};

/** The same network as lists, written out by hand. */
const listed: ListedNetworkFile = {
  ...header,
  neurons: [
    { id: "x.0" },
    { id: "x.1" },
    { id: "h.0", activation: "tanh", bias: 5 },
    { id: "h.1", activation: "tanh", bias: 6 },
    { id: "y.0", activation: "identity", bias: 9 },
  ],
  synapses: [
    { from: "x.0", to: "h.0", weight: 1 },
    { from: "x.1", to: "h.0", weight: 2 },
    { from: "x.0", to: "h.1", weight: 3 },
    { from: "x.1", to: "h.1", weight: 4 },
    { from: "h.0", to: "y.0", weight: 7 },
    { from: "h.1", to: "y.0", weight: 8 },
  ],
  inputs: ["x.0", "x.1"],
  outputs: ["y.0"],
};

test("layers are flattened by target neuron, then by source neuron", () => {
  expect(neuronsOf(layered)).toEqual(neuronsOf(listed));
});

test("lists keep the order of the file", () => {
  const reversed = {
    ...listed,
    neurons: listed.neurons.toReversed(),
    synapses: listed.synapses.toReversed(),
  };
  const { neurons, synapses } = neuronsOf(reversed);
  expect(neurons.map(({ id }) => id)).toEqual(["y.0", "h.1", "h.0", "x.1", "x.0"]);
  expect(neurons.map(({ isInput }) => isInput)).toEqual([false, false, false, true, true]);
  expect(synapses.map(({ weight }) => weight)).toEqual([8, 7, 4, 3, 2, 1]);
});

test("feedback is kept where it is given, zero too", () => {
  const synapses = listed.synapses.map((synapse, n) => (n === 0 ? { ...synapse, feedback: 0 } : synapse));
  expect(neuronsOf({ ...listed, synapses }).synapses.map(({ feedback }) => feedback)).toEqual([
    0,
    ...Array.from({ length: 5 }, () => undefined),
  ]);
});

test("numbers left out are refused", () => {
  const withoutWeights = {
    ...layered,
    layers: [
      { id: "x", size: 1 },
      { id: "y", size: 1, activation: "sin", biases: [0] },
    ],
  };
  expect(() => neuronsOf(withoutWeights as LayeredNetworkFile)).toThrow("weight of x.0 to y.0");
  const withoutBias = listed.neurons.map(({ id, activation }) => ({
    id,
    ...(activation ? { activation } : {}),
  }));
  expect(() => neuronsOf({ ...listed, neurons: withoutBias })).toThrow("bias of h.0");
});
