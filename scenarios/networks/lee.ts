import type { NetworkFile } from "../../src/index.ts";

/**
 * Hung-yi Lee, Machine Learning (NTU): the fully connected 2-2-2-2 example, a row of weights per neuron. The
 * slides give activations to two decimals. The weights behind the first layer are unverified, but reproduce them.
 */
export const lee: NetworkFile = {
  format: "counterflow-network",
  version: 1,
  name: "lee",
  loss: "half-squared-error",
  // prettier-ignore
  layers: [
    { id: "x", size: 2 },
    { id: "h", size: 2, activation: "sigmoid", weights: [[1, -2], [-1, 1]], biases: [1, 0] },
    { id: "g", size: 2, activation: "sigmoid", weights: [[2, -1], [-2, -1]], biases: [0, 0] },
    { id: "y", size: 2, activation: "sigmoid", weights: [[3, -1], [-1, 4]], biases: [-2, 2] },
  ],
};

/** Of each neuron, what the slides show for the inputs (1, −1) and (0, 0). */
export const activationsOnSlides = [
  ["h.0", 0.98, 0.73],
  ["h.1", 0.12, 0.5],
  ["g.0", 0.86, 0.72],
  ["g.1", 0.11, 0.12],
  ["y.0", 0.62, 0.51],
  ["y.1", 0.83, 0.85],
] as const;
