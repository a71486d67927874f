import { describe, expect, it } from "vitest";
import { createSamples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import {
  equilibriumGradient,
  equilibriumLoss,
  type EquilibriumPropagationOptions,
} from "../../../src/study/energy-based/equilibrium-propagation.ts";
import { smallRandom, uniform } from "../../oracle/small-random.ts";

/** 2-4-3-2, tanh; weights small enough that there is one state of rest. */
const model = parseNetwork({
  ...{ format: "counterflow-network", version: 1, loss: "half-squared-error", seed: 4 },
  layers: [
    { id: "x", size: 2 },
    ...[4, 3, 2].map((size, l) => ({
      ...{ id: `h${l}`, size, activation: "tanh" },
      initializer: { name: "uniform", low: -0.4, high: 0.4 },
    })),
  ],
});
const random = smallRandom(2);
const rows = () => Array.from({ length: 3 }, () => [uniform(random, -1, 1), uniform(random, -1, 1)]);
const samples = createSamples(rows(), rows());

/** Central differences of the loss at rest, each exact to some 1e-9. */
const truth = Array.from(model.parameters, (_, at) => {
  const lossAt = (change: number): number => {
    const parameters = model.parameters.slice();
    parameters[at] = (parameters[at] ?? NaN) + change;
    return equilibriumLoss(model, parameters, samples);
  };
  return (lossAt(1e-4) - lossAt(-1e-4)) / 2e-4;
});

function distance(options: EquilibriumPropagationOptions): number {
  const gradient = equilibriumGradient(model, model.parameters, samples, options);
  const norm = (numbers: readonly number[]): number => Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0));
  return norm(truth.map((x, i) => (gradient[i] ?? NaN) - x)) / norm(truth);
}

describe("equilibrium propagation", () => {
  it.each([
    ["free", 1],
    ["opposite", 2],
  ] as const)("against the %s phase has an error of order %i in the pull", (against, order) => {
    const [far, near] = [0.1, 0.01].map((pull) => distance({ pull, against }));
    expect(far).toBeLessThan(0.2);
    expect(Math.log10((far ?? NaN) / (near ?? NaN))).toBeCloseTo(order, 1);
  });
});
