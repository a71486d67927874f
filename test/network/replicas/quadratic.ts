import { createSamples, type Samples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";

/** One linear neuron without a bias: y = w·x, w = 1. */
export const oneWeight = parseNetwork({
  format: "counterflow-network",
  version: 1,
  loss: "half-squared-error",
  neurons: [{ id: "x" }, { id: "y", activation: "identity", bias: 0, trainBias: false }],
  synapses: [{ from: "x", to: "y", weight: 1 }],
  inputs: ["x"],
  outputs: ["y"],
});

/** Its loss is ½·λ·(w − c)² for each of `count` equal samples. */
export function quadratic(lambda: number, c = 0, count = 1): Samples {
  const x = Math.sqrt(lambda);
  const rows = (value: number): number[][] => Array.from({ length: count }, () => [value]);
  return createSamples(rows(x), rows(x * c));
}
