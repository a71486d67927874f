import { describe, expect, it } from "vitest";
import { generateSet } from "../../../src/data/generated-sets.ts";
import { createSamples, sliceSamples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { Network } from "../../../src/network/network.ts";
import { decoupledGradient } from "../../../src/study/decoupled/decoupled-gradient.ts";
import { type GradientModel, LinearGradientModel } from "../../../src/study/decoupled/gradient-model.ts";
import { randomNetwork } from "../../oracle/random-network.ts";

const norm = (numbers: ArrayLike<number>): number =>
  Math.sqrt(Array.from(numbers).reduce((sum, x) => sum + x * x, 0));
const nothing = { learn: () => undefined, commit: () => undefined };

describe("with models that know ∂L/∂a", () => {
  it("the gradient is backpropagation's within rounding, on random layers with any activation function and loss", () => {
    let compared = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { file, samples } = randomNetwork(seed);
      if (!("layers" in file)) continue;
      const model = parseNetwork(file);
      const data = createSamples(samples.inputs, samples.targets);
      const truth = new Network(model).gradients(data);
      // ∂L/∂a of a layer: what the layer ahead sends back, by its weights and its δ.
      const hidden = model.populations.slice(1, -1).map((layer, l): GradientModel => {
        const ahead = model.populations[l + 2] ?? layer;
        let sample = 0;
        const guess = (): Float64Array => {
          const s = sample++;
          return Float64Array.from({ length: layer.size }, (_, i) => {
            let sum = 0;
            for (let m = 0; m < ahead.size; m++) {
              const weight = model.parameters[ahead.rows + m * (ahead.fanIn + 1) + i] ?? NaN;
              sum += weight * (truth.neuron(ahead.first + m).delta[s] ?? NaN);
            }
            return sum;
          });
        };
        return { guess, ...nothing };
      });
      const got = decoupledGradient(model, model.parameters, data, hidden);
      const difference = norm(got.map((x, i) => x - (truth.parameters[i] ?? NaN)));
      expect(difference, `seed ${seed}`).toBeLessThan(1e-12 * Math.max(1, norm(truth.parameters)));
      compared++;
    }
    expect(compared).toBeGreaterThan(30);
  });
});

describe("with linear models that begin at 0", () => {
  const all = generateSet("clusters:samples=700,dimensions=4,clusters=12,classes=3,noise=0.2,seed=2");
  const [known, unseen] = [sliceSamples(all, 0, 500), sliceSamples(all, 500, 700)];
  const model = parseNetwork({
    ...{ format: "counterflow-network", version: 1, loss: "softmax-cross-entropy", seed: 2 },
    layers: [
      { id: "x", size: 4 },
      ...["h1", "h2"].map((id) => ({ id, size: 10, activation: "tanh" })),
      { id: "y", size: 3, activation: "identity" },
    ],
  });

  /** Loss on unseen points after 15 epochs of plain descent by gradients of some making. */
  function lossAfter(
    gradientOf: (parameters: Float64Array, batch: typeof known) => ArrayLike<number>,
  ): number {
    const parameters = Float64Array.from(model.parameters);
    for (let epoch = 0; epoch < 15; epoch++) {
      for (let from = 0; from < 500; from += 10) {
        const gradient = gradientOf(parameters, sliceSamples(known, from, from + 10));
        parameters.forEach((x, i) => (parameters[i] = x - 0.3 * (gradient[i] ?? NaN)));
      }
    }
    return new Network({ ...model, parameters }).evaluate(unseen).loss;
  }

  it("guesses become good enough to teach: better than hidden layers that learn nothing", () => {
    const models = [0, 1].map(() => new LinearGradientModel(10, 3));
    const decoupled = lossAfter((parameters, batch) => {
      const gradient = decoupledGradient(model, parameters, batch, models);
      for (const one of models) one.commit(0.05);
      return gradient;
    });
    // Guesses stay 0: hidden layers learn nothing.
    const frozen = lossAfter((parameters, batch) =>
      decoupledGradient(
        model,
        parameters,
        batch,
        [0, 1].map(() => new LinearGradientModel(10, 3)),
      ),
    );
    expect(decoupled).toBeLessThan(frozen / 3);
  });
});

it("wants a model for each hidden layer", () => {
  const model = parseNetwork({
    ...{ format: "counterflow-network", version: 1, loss: "half-squared-error" },
    layers: [{ id: "x", size: 1 }, ...["h", "y"].map((id) => ({ id, size: 1, activation: "tanh" }))],
  });
  expect(() => decoupledGradient(model, model.parameters, createSamples([[1]], [[1]]), [])).toThrow(
    new RangeError("models: expected one for each of 1 hidden layers; got 0"),
  );
});
