import { expect, test } from "vitest";
import { dualActivations, dualDerivative, dualGradients } from "./dual-number.ts";
import { erf, variable } from "./dual-arithmetic.ts";
import type { ListedNetworkFile, NetworkFile, SamplesJson } from "./network-json.ts";
import { activationNames, isNearKink, randomNetwork } from "./random-network.ts";
import { reference } from "./scalar-reference.ts";
import { scalarActivations } from "./scalar-activation.ts";

const product: ListedNetworkFile = {
  format: "counterflow-network",
  version: 1,
  loss: "half-squared-error",
  neurons: [
    { id: "x" },
    { id: "h", activation: "identity", bias: 1 },
    { id: "y", activation: "identity", bias: 0 },
  ],
  synapses: [
    { from: "x", to: "h", weight: 2 },
    { from: "h", to: "y", weight: 3 },
  ],
  inputs: ["x"],
  outputs: ["y"],
};

test("the derivatives of a chain of two are those of ½(v(ux + b) + c − t)²", () => {
  // u = 2, b = 1, v = 3, c = 0, x = 5, t = 32: the output is 33, the error 1.
  const sample = { inputs: [5], targets: [32] };
  expect(dualDerivative(product, sample, { synapse: 0 })).toBe(15);
  expect(dualDerivative(product, sample, { synapse: 1 })).toBe(11);
  expect(dualDerivative(product, sample, { bias: "h" })).toBe(3);
  expect(dualDerivative(product, sample, { bias: "y" })).toBe(1);
  const twice = dualGradients(product, { inputs: [[5], [5]], targets: [[32], [33]] });
  expect(twice.synapses).toEqual([7.5, 5.5]);
  expect([...twice.biases]).toEqual([
    ["h", 1.5],
    ["y", 0.5],
  ]);
});

test("a network with feedback weights is refused", () => {
  const synapses = product.synapses.map((synapse) => ({ ...synapse, feedback: 4 }));
  expect(() => dualGradients({ ...product, synapses }, { inputs: [[5]], targets: [[0]] })).toThrow(
    "feedback of x",
  );
});

test.each(activationNames)("%s and its derivative agree with the scalar form, written otherwise", (name) => {
  for (let z = -9; z <= 9; z += 0.0137) {
    const { value, derivative } = dualActivations[name](variable(z));
    const scalar = scalarActivations[name];
    const scale = 1e-15 * Math.max(1, Math.abs(z));
    expect(Math.abs(value - scalar.value(z)), `value at ${z}`).toBeLessThanOrEqual(scale);
    expect(Math.abs(derivative - scalar.gain(z, scalar.value(z))), `gain at ${z}`).toBeLessThanOrEqual(scale);
  }
});

// To 17 digits, from an evaluation in 40 digits; also in Abramowitz and Stegun, table 7.1.
test.each([
  [0.1, 0.1124629160182849],
  [0.5, 0.5204998778130465],
  [0.9, 0.7969082124228322],
  [1, 0.8427007929497149],
  [1.1, 0.88020506957408173],
  [2, 0.9953222650189527],
  [3.5, 0.9999992569016276],
])("the error function at %d is the tabulated value", (x, expected) => {
  expect(Math.abs(erf(x) - expected)).toBeLessThan(5e-16);
  expect(erf(-x)).toBe(-erf(x));
});

test("central differences of the loss agree with dual numbers", () => {
  const step = 1e-5;
  let compared = 0;
  for (let seed = 1000; compared < 40; seed++) {
    const { file, samples } = randomNetwork(seed);
    if ("layers" in file || isNearKink(reference(file, samples))) continue;
    compared++;
    const { synapses, biases } = dualGradients(file, samples);
    const difference = (change: (by: number) => NetworkFile) =>
      (lossOf(change(step), samples) - lossOf(change(-step), samples)) / (2 * step);
    synapses.forEach((derivative, n) => {
      const found = difference((by) => withWeightChanged(file, n, by));
      expectWithinScaled(found, derivative, `seed ${seed}, synapse ${n}`);
    });
    for (const [id, derivative] of biases) {
      const found = difference((by) => withBiasChanged(file, id, by));
      expectWithinScaled(found, derivative, `seed ${seed}, bias of ${id}`);
    }
  }
});

function lossOf(file: NetworkFile, samples: SamplesJson): number {
  return reference(file, samples).loss;
}

function withWeightChanged(file: ListedNetworkFile, place: number, by: number): ListedNetworkFile {
  const synapses = file.synapses.map((synapse, n) =>
    n === place ? { ...synapse, weight: (synapse.weight ?? NaN) + by } : synapse,
  );
  return { ...file, synapses };
}

function withBiasChanged(file: ListedNetworkFile, id: string, by: number): ListedNetworkFile {
  const neurons = file.neurons.map((neuron) =>
    neuron.id === id ? { ...neuron, bias: (neuron.bias ?? NaN) + by } : neuron,
  );
  return { ...file, neurons };
}

function expectWithinScaled(found: number, exact: number, where: string): void {
  expect(Math.abs(found - exact), where).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(exact)));
}
