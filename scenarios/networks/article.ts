import type { NetworkFile } from "../../src/index.ts";

/** The article's example: z = w1·x1 + w2·x2 + b, a = σ(z), and a feeds z' through w3 and z'' through w4. */
export const articleFile = {
  format: "counterflow-network",
  version: 1,
  name: "article",
  loss: "half-squared-error",
  neurons: [
    { id: "x1" },
    { id: "x2" },
    { id: "z", activation: "sigmoid", bias: 1 },
    { id: "z'", activation: "sigmoid", bias: 0 },
    { id: "z''", activation: "sigmoid", bias: 0 },
  ],
  synapses: [
    { from: "x1", to: "z", weight: 3 },
    { from: "x2", to: "z", weight: -2 },
    { from: "z", to: "z'", weight: 2 },
    { from: "z", to: "z''", weight: -4 },
  ],
  inputs: ["x1", "x2"],
  outputs: ["z'", "z''"],
} satisfies NetworkFile;

/** Its parameters in their places: name, and the two ends of the wire (of a bias, 1 is at the other end). */
export const parameters = [
  ["w1", "x1", "z"],
  ["w2", "x2", "z"],
  ["b", "1", "z"],
  ["w3", "z", "z'"],
  ["b'", "1", "z'"],
  ["w4", "z", "z''"],
  ["b''", "1", "z''"],
] as const;

/** Its weights by synapse, to be drawn. */
export const weights = new Map(articleFile.synapses.map(({ from, to, weight }) => [`${from}→${to}`, weight]));

/** The same with one more layer behind, so that z' and z'' are not in the output layer. */
export const deeperFile: NetworkFile = {
  ...articleFile,
  name: "deeper",
  neurons: [
    ...articleFile.neurons,
    { id: "za", activation: "sigmoid", bias: 0 },
    { id: "zb", activation: "sigmoid", bias: 0 },
  ],
  synapses: [
    ...articleFile.synapses,
    { from: "z'", to: "za", weight: 1 },
    { from: "z'", to: "zb", weight: -1 },
    { from: "z''", to: "za", weight: 1 },
    { from: "z''", to: "zb", weight: 2 },
  ],
  outputs: ["za", "zb"],
};
