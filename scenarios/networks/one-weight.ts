/** One linear neuron without a bias, y = w·x, w = 1: with half the squared error to 0, its loss is ½·x²·w². */
export const oneWeight = {
  format: "counterflow-network",
  version: 1,
  name: "one weight",
  loss: "half-squared-error",
  neurons: [{ id: "x" }, { id: "y", activation: "identity", bias: 0, trainBias: false }],
  synapses: [{ from: "x", to: "y", weight: 1 }],
  inputs: ["x"],
  outputs: ["y"],
} as const;
