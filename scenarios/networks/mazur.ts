import { createSamples, type NetworkFile, productsOf, type TraceEvent } from "../../src/index.ts";

/**
 * Matt Mazur, A Step by Step Backpropagation Example (2015), https://mattmazur.com/2015/03/17: two inputs,
 * two hidden neurons, two outputs. Weights w1 … w8 in this order; the biases are not trained.
 */
export const mazur = {
  format: "counterflow-network",
  version: 1,
  name: "mazur",
  loss: "half-squared-error",
  neurons: [
    { id: "i1" },
    { id: "i2" },
    { id: "h1", activation: "sigmoid", bias: 0.35, trainBias: false },
    { id: "h2", activation: "sigmoid", bias: 0.35, trainBias: false },
    { id: "o1", activation: "sigmoid", bias: 0.6, trainBias: false },
    { id: "o2", activation: "sigmoid", bias: 0.6, trainBias: false },
  ],
  synapses: [
    { from: "i1", to: "h1", weight: 0.15 },
    { from: "i2", to: "h1", weight: 0.2 },
    { from: "i1", to: "h2", weight: 0.25 },
    { from: "i2", to: "h2", weight: 0.3 },
    { from: "h1", to: "o1", weight: 0.4 },
    { from: "h2", to: "o1", weight: 0.45 },
    { from: "h1", to: "o2", weight: 0.5 },
    { from: "h2", to: "o2", weight: 0.55 },
  ],
  inputs: ["i1", "i2"],
  outputs: ["o1", "o2"],
} satisfies NetworkFile;

/** What the post prints, before the update and after it. It multiplies rounded numbers here and there. */
export const published = {
  "z of h1": 0.3775,
  "a of h1": 0.593269992,
  "a of h2": 0.596884378,
  "z of o1": 1.105905967,
  "a of o1": 0.75136507,
  "a of o2": 0.772928465,
  E: 0.298371109,
  "∂E/∂a of o1": 0.74136507,
  "gain of o1": 0.186815602,
  "delta of o1": 0.138498562,
  "delta of o1 · w5": 0.055399425,
  "delta of o2 · w7": -0.019049119,
  "∂E/∂a of h1": 0.036350306,
  "gain of h1": 0.241300709,
  "∂E/∂w1": 0.000438568,
  "∂E/∂w5": 0.082167041,
  "w1 after": 0.149780716,
  "w2 after": 0.19956143,
  "w3 after": 0.24975114,
  "w4 after": 0.29950229,
  "w5 after": 0.35891648,
  "w6 after": 0.408666186,
  "w7 after": 0.51130127,
  "w8 after": 0.561370121,
  "E after": 0.291027924,
} as const;

type Named = readonly [name: string, value: number | undefined];

/** The numbers of an event, by the names that the post has for them. */
export function namedNumbers(event: TraceEvent): Named[] {
  switch (event.kind) {
    case "activate":
      return of(event.neuron, { z: event.z, a: event.a });
    case "loss":
      return [["E", event.losses[0]]];
    case "delta":
      return of(event.neuron, { "∂E/∂a": event.sum, gain: event.gain, delta: event.delta });
    case "deliver":
      return [[`delta of ${event.from} · ${weightName(event.to, event.from)}`, productsOf(event)[0]]];
    case "gradient":
      return event.from.map((from, i) => [`∂E/∂${weightName(from, event.neuron)}`, event.weights[i]]);
    case "commit":
      return event.from.map((from, i) => [`${weightName(from, event.neuron)} after`, event.weights[i]]);
    default:
      return [];
  }
}

function of(neuron: string, numbers: Record<string, readonly number[]>): Named[] {
  return Object.entries(numbers).map(([name, [value]]) => [`${name} of ${neuron}`, value]);
}

/** The post's name of the weight between two neurons: w1 … w8. */
function weightName(from: string, to: string): string {
  return `w${mazur.synapses.findIndex((synapse) => synapse.from === from && synapse.to === to) + 1}`;
}

/** Four samples of our own, for runs in which several are on their way. */
export const fourSamples = createSamples(
  [[0.05, 0.1], [0.9, 0.2], [0.4, 0.7], [0.3, 0.3]],
  [[0.01, 0.99], [0.99, 0.01], [0.5, 0.5], [0.2, 0.8]],
); // prettier-ignore
