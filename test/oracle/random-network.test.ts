import { expect, test } from "vitest";
import { neuronsOf } from "./network-json.ts";
import type { FlatNetwork } from "./network-json.ts";
import { activationNames, isNearKink, lossNames, randomNetwork } from "./random-network.ts";
import { reference } from "./scalar-reference.ts";

const seeds = Array.from({ length: 1000 }, (_, seed) => seed);
const drawn = seeds.map((seed) => randomNetwork(seed));
const flat = drawn.map(({ file }) => neuronsOf(file));

test("a seed draws the same network again, and another seed another", () => {
  expect(randomNetwork(7)).toEqual(drawn[7]);
  expect(new Set(drawn.map((network) => JSON.stringify(network))).size).toBe(1000);
});

test("every number survives JSON", () => {
  for (const network of drawn) expect(JSON.parse(JSON.stringify(network))).toEqual(network);
});

test("sizes stay within their bounds and reach them", () => {
  const range = (numbers: number[]) => [Math.min(...numbers), Math.max(...numbers)];
  expect(range(flat.map(({ neurons, inputs }) => neurons.length - inputs.length))).toEqual([1, 60]);
  expect(range(flat.map(({ inputs }) => inputs.length))).toEqual([1, 5]);
  expect(range(drawn.map(({ samples }) => samples.inputs.length))).toEqual([1, 9]);
});

test("every activation function and loss is drawn, outputs fitting the loss", () => {
  const count = (name: string) =>
    flat.filter(({ neurons }) => neurons.some((n) => n.activation === name)).length;
  for (const name of activationNames) expect(count(name), name).toBeGreaterThan(100);
  for (const name of lossNames)
    expect(flat.filter(({ loss }) => loss === name).length, name).toBeGreaterThan(150);
  for (const { loss, neurons, outputs } of flat) {
    const found = new Set(
      neurons.filter(({ id }) => outputs.includes(id)).map(({ activation }) => activation),
    );
    if (loss === "binary-cross-entropy") expect([...found]).toEqual(["sigmoid"]);
    if (loss === "softmax-cross-entropy") expect([...found]).toEqual(["identity"]);
    if (loss === "softmax-cross-entropy") expect(outputs.length).toBeGreaterThan(1);
  }
});

const situations: Record<string, (network: FlatNetwork) => boolean> = {
  layers: ({ inputs }) => inputs[0] === "x.0",
  "an output that feeds others": ({ outputs, synapses }) =>
    synapses.some(({ from }) => outputs.includes(from)),
  "a neuron listed before its source": ({ neurons, synapses }) => {
    const place = new Map(neurons.map(({ id }, n) => [id, n]));
    return synapses.some(({ from, to }) => (place.get(to) ?? 0) < (place.get(from) ?? 0));
  },
  "a neuron without any input": ({ neurons, synapses }) =>
    neurons.some(({ id, isInput }) => !isInput && synapses.every(({ to }) => to !== id)),
  "a neuron that leads nowhere": ({ neurons, outputs, synapses }) =>
    neurons.some(
      ({ id, isInput }) => !isInput && !outputs.includes(id) && synapses.every(({ from }) => from !== id),
    ),
  "several outputs": ({ outputs }) => outputs.length > 1,
};

test.each(Object.keys(situations))("%s is drawn often", (situation) => {
  expect(flat.filter((network) => situations[situation]?.(network)).length).toBeGreaterThan(150);
});

test("no synapse is drawn twice", () => {
  for (const { synapses } of flat) {
    expect(new Set(synapses.map(({ from, to }) => `${from} ${to}`)).size).toBe(synapses.length);
  }
});

test("pre-activations stay moderate, and few networks lie near a kink", () => {
  const results = drawn.map(({ file, samples }) => reference(file, samples));
  const largest = Math.max(
    ...results.flatMap(({ neurons }) => [...neurons.values()].flatMap(({ z }) => z.map(Math.abs))),
  );
  expect(largest).toBeLessThan(100);
  expect(results.filter(isNearKink).length).toBeLessThan(250);
});
