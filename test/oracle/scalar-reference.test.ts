import { describe, expect, test } from "vitest";
import type { ActivationName, ListedNetworkFile, LossName, NetworkFile } from "./network-json.ts";
import { isNearKink, randomNetwork } from "./random-network.ts";
import { dualGradients } from "./dual-number.ts";
import { reference } from "./scalar-reference.ts";
import { scalarActivations } from "./scalar-activation.ts";
import { scalarLosses } from "./scalar-loss.ts";

const header = { format: "counterflow-network", version: 1, loss: "half-squared-error" } as const;

/** Inputs x.0, x.1, … to one identity output y.0. */
function oneNeuron(weights: number[], bias: number): NetworkFile {
  const output = { id: "y", size: 1, activation: "identity", weights: [weights], biases: [bias] } as const;
  return { ...header, layers: [{ id: "x", size: weights.length }, output] };
}

describe("canonical orders, seen by what 1e16 swallows", () => {
  test("a pre-activation starts from the bias", () => {
    const { neurons } = reference(oneNeuron([1, 1], 1e16), { inputs: [[1, 1]], targets: [[0]] });
    expect(neurons.get("y.0")?.z).toEqual([1e16]);
  });

  test("a pre-activation follows the order of the synapses, not of the neurons", () => {
    const ids = ["a", "b", "c"];
    const zOf = (order: string[]) => {
      const file: ListedNetworkFile = {
        ...header,
        neurons: [...ids.map((id) => ({ id })), { id: "y", activation: "identity", bias: 0 }],
        synapses: order.map((from) => ({ from, to: "y", weight: 1 })),
        inputs: ids,
        outputs: ["y"],
      };
      return reference(file, { inputs: [[1, 1e16, -1e16]], targets: [[0]] }).neurons.get("y")?.z[0];
    };
    expect([zOf(["a", "b", "c"]), zOf(["b", "c", "a"])]).toEqual([0, 1]);
  });

  test("error signals are summed in the order of the synapses, the loss's own term last", () => {
    const sumOf = (feedbacks: Record<string, number>) => {
      const file: ListedNetworkFile = {
        ...header,
        neurons: ["x", "h", "p", "q", "r"].map((id) => ({ id, activation: "identity", bias: 0 })),
        synapses: [
          { from: "x", to: "h", weight: 1 },
          ...Object.entries(feedbacks).map(([to, feedback]) => ({ from: "h", to, weight: 0, feedback })),
        ],
        inputs: ["x"],
        outputs: ["p", "q", "r", "h"],
      };
      // Every error is 1: h has a = 1 and target 0, the others a = 0 and target −1.
      return reference(file, { inputs: [[1]], targets: [[-1, -1, -1, 0]] }).neurons.get("h")?.sum[0];
    };
    expect(sumOf({ p: 1, q: 1e16, r: -1e16 })).toBe(1);
    expect(sumOf({ q: 1e16, r: -1e16, p: 1 })).toBe(2);
    expect(sumOf({ r: -1e16, p: 1, q: 1e16 })).toBe(1);
  });

  test("gradients are summed in two lanes and multiplied by 1/n", () => {
    const deltas = [1e16, 1, -1e16, 1];
    const samples = { inputs: deltas.map(() => [1]), targets: deltas.map((delta) => [-delta]) };
    const result = reference(oneNeuron([0], 0), samples);
    expect(result.neurons.get("y.0")?.biasGradient).toBe(0.5);
    expect(result.synapses[0]?.gradient).toBe(0.5);
    // 5 · (1/49) is not 5/49.
    const many = Array.from({ length: 49 }, (_, s) => [s === 0 ? -5 : 0]);
    const mean = reference(oneNeuron([0], 0), { inputs: many.map(() => [1]), targets: many });
    expect(mean.synapses[0]?.gradient).toBe(5 * (1 / 49));
    expect(mean.loss).toBe(12.5 / 49);
  });
});

test("a neuron that reaches no output has delta and gradients of zero", () => {
  const file: ListedNetworkFile = {
    ...header,
    neurons: [
      { id: "dead", activation: "sigmoid", bias: 1 },
      { id: "y", activation: "identity", bias: 0 },
      { id: "x" },
    ],
    synapses: [
      { from: "x", to: "dead", weight: 1 },
      { from: "x", to: "y", weight: 1 },
    ],
    inputs: ["x"],
    outputs: ["y"],
  };
  const result = reference(file, { inputs: [[3]], targets: [[1]] });
  expect(result.neurons.get("dead")).toMatchObject({ sum: [0], delta: [0], biasGradient: 0 });
  expect(result.synapses.map(({ gradient }) => gradient)).toEqual([0, 6]);
  expect(result.neurons.get("x")).toEqual(expect.objectContaining({ a: [3], z: [], delta: [] }));
});

test("feedback weights carry the error signals and leave the forward pass alone", () => {
  const file: ListedNetworkFile = {
    ...header,
    neurons: ["x", "h", "y"].map((id) => ({ id, activation: "identity", bias: 0 })),
    synapses: [
      { from: "x", to: "h", weight: 2 },
      { from: "h", to: "y", weight: 3, feedback: 10 },
    ],
    inputs: ["x"],
    outputs: ["y"],
  };
  const { neurons } = reference(file, { inputs: [[1]], targets: [[5]] });
  expect([neurons.get("y")?.a, neurons.get("y")?.delta, neurons.get("h")?.delta]).toEqual([[6], [1], [10]]);
});

test("samples of another width or without targets are refused", () => {
  const file = oneNeuron([1, 1], 0);
  expect(() => reference(file, { inputs: [[1]], targets: [[0]] })).toThrow("samples.inputs");
  expect(() => reference(file, { inputs: [[1, 1]], targets: [[0, 0]] })).toThrow("samples.targets");
  expect(() => reference(file, { inputs: [[1, 1]], targets: [] })).toThrow("samples");
});

test("a cycle is refused", () => {
  const file: ListedNetworkFile = {
    ...header,
    neurons: ["a", "b"].map((id) => ({ id, activation: "identity", bias: 0 })),
    synapses: [
      { from: "a", to: "b", weight: 1 },
      { from: "b", to: "a", weight: 1 },
    ],
    inputs: [],
    outputs: ["b"],
  };
  expect(() => reference(file, { inputs: [[]], targets: [[0]] })).toThrow("cycle");
});

// σ(1), σ′(1), σ(−1), σ′(−1), evaluated in 40 digits.
const activationTable: readonly [ActivationName, number, number, number, number][] = [
  ["identity", 1.0, 1.0, -1.0, 1.0],
  ["sigmoid", 0.7310585786300049, 0.19661193324148185, 0.2689414213699951, 0.19661193324148185],
  ["tanh", 0.7615941559557649, 0.4199743416140261, -0.7615941559557649, 0.4199743416140261],
  ["relu", 1.0, 1.0, 0.0, 0.0],
  ["leaky-relu", 1.0, 1.0, -0.01, 0.01],
  ["elu", 1.0, 1.0, -0.6321205588285577, 0.36787944117144233],
  ["softplus", 1.3132616875182228, 0.7310585786300049, 0.3132616875182228, 0.2689414213699951],
  ["gelu", 0.8413447460685429, 1.0833154705876864, -0.15865525393145705, -0.08331547058768629],
  ["sin", 0.8414709848078965, 0.5403023058681398, -0.8414709848078965, 0.5403023058681398],
];

test.each(activationTable)(
  "%s has the values and gains of its closed form at 1 and -1",
  (name, ...expected) => {
    const { value, gain } = scalarActivations[name];
    const found = [value(1), gain(1, value(1)), value(-1), gain(-1, value(-1))];
    found.forEach((number, n) => expect(number).toBeCloseTo(expected[n] ?? NaN, 15));
  },
);

test("gains at the kinks are those from the left", () => {
  const gainAtZero = (name: ActivationName) =>
    scalarActivations[name].gain(0, scalarActivations[name].value(0));
  expect([gainAtZero("relu"), gainAtZero("leaky-relu"), gainAtZero("elu")]).toEqual([0, 0.01, 1]);
});

// At z = (1, −2), a = z or sigmoid(z), t = (0, 1) and, for the softmax, also t = (0.5, 1.5); evaluated in 40
// digits.
const lossTable: readonly [LossName, number[], number[], number, number[]][] = [
  ["half-squared-error", [1.0, -2.0], [0.0, 1.0], 5.0, [1.0, -3.0]],
  ["mean-squared-error", [1.0, -2.0], [0.0, 1.0], 5.0, [1.0, -3.0]],
  [
    "binary-cross-entropy",
    [0.7310585786300049, 0.11920292202211756],
    [0.0, 1.0],
    3.4401896985611953,
    [0.7310585786300049, -0.8807970779778824],
  ],
  [
    "softmax-cross-entropy",
    [1.0, -2.0],
    [0.0, 1.0],
    3.0485873515737421,
    [0.9525741268224333, -0.9525741268224333],
  ],
  [
    "softmax-cross-entropy",
    [1.0, -2.0],
    [0.5, 1.5],
    4.5971747031474841,
    [1.4051482536448665, -1.4051482536448665],
  ],
];

test.each(lossTable)("%s has the loss and errors of its closed form, %j, %j", (name, a, t, loss, error) => {
  const found = scalarLosses[name].evaluate([1, -2], a, t);
  expect(found.loss).toBeCloseTo(loss, 14);
  found.error.forEach((number, k) => expect(number).toBeCloseTo(error[k] ?? NaN, 14));
});

test.each(["binary-cross-entropy", "softmax-cross-entropy"] as const)("%s does not overflow", (name) => {
  const { loss, error } = scalarLosses[name].evaluate([1000, -1000], [1, 0], [0, 1]);
  expect(loss).toBe(2000);
  expect(error).toEqual([1, -1]);
});

test("the gradients of 300 random networks equal those of dual numbers within rounding", () => {
  let compared = 0;
  for (let seed = 0; compared < 300; seed++) {
    const { file, samples } = randomNetwork(seed);
    const result = reference(file, samples);
    if (isNearKink(result)) continue;
    compared++;
    const dual = dualGradients(file, samples);
    const pairs: [number, number][] = result.synapses.map(({ gradient }, s) => [
      gradient,
      dual.synapses[s] ?? NaN,
    ]);
    for (const [id, bias] of dual.biases) pairs.push([result.neurons.get(id)?.biasGradient ?? NaN, bias]);
    const largest = Math.max(1, ...pairs.flat().map(Math.abs));
    const worst = Math.max(...pairs.map(([gradient, exact]) => Math.abs(gradient - exact)));
    expect(worst, `seed ${seed}`).toBeLessThanOrEqual(1e-13 * largest);
  }
});
