import type { Samples } from "../../data/samples.ts";
import { loss } from "../../math/losses.ts";
import type { Numbers } from "../../math/precision.ts";
import type { Model } from "../../model/model.ts";
import { Inference } from "../energy-based/inference.ts";
import { type Layer, layersOf } from "../energy-based/layers.ts";
import { slopesOf } from "../energy-based/slopes.ts";
import type { GradientModel } from "./gradient-model.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there are numbers for every layer, neuron and weight */

/**
 * The gradient of the mean loss by decoupled neural interfaces (Jaderberg et al. 2017), in the places of `parameters`. A hidden
 * layer waits for no error signal: δ = σ'(z) · ĝ, with its own model's guess ĝ of ∂L/∂a. What its model is to learn is Σ w·δ of the layer
 * ahead, whose δ is itself made of a guess, but for the outputs'. Models take note of it, and commit when they are told to.
 * @param models one a hidden layer, from the inputs on
 * @throws RangeError for models with other synapses than those between neighbouring layers
 */
export function decoupledGradient(
  model: Model,
  parameters: Numbers,
  samples: Samples,
  models: readonly GradientModel[],
): Float64Array {
  const layers = layersOf(model);
  if (models.length !== layers.length - 2) {
    throw new RangeError(
      `models: expected one for each of ${layers.length - 2} hidden layers; got ${models.length}`,
    );
  }
  const rule = loss(model.loss);
  const gradient = new Float64Array(model.parameterCount);
  const { count, inputs, inputWidth, targetWidth } = samples;
  for (let s = 0; s < count; s++) {
    const targets = samples.targets.slice(s * targetWidth, (s + 1) * targetWidth);
    const pass = new Inference(layers, parameters, inputs.subarray(s * inputWidth, (s + 1) * inputWidth));
    for (let l = 1; l < layers.length; l++) {
      const { activation } = layers[l]!;
      const [z, a] = [pass.values[l]!, pass.activitiesOf(l)];
      // Errors have the opposite sign there: they say where values should be.
      pass.errors[l]!.set(
        l === layers.length - 1
          ? slopesOf(rule, layers[l]!, z, targets).map((slope) => -slope)
          : models[l - 1]!.guess(a, targets).map((guess, i) => -guess * activation.derivative(z[i]!, a[i]!)),
      );
      pass.addGradient(l, gradient, 1 / count);
      if (l > 1) {
        const came = cameFrom(layers[l]!, parameters, pass.errors[l]!);
        models[l - 2]!.learn(pass.activitiesOf(l - 1), targets, came, 1 / count);
      }
    }
  }
  return gradient;
}

/** Σ w·δ that a layer sends to each neuron of the one before. */
function cameFrom({ rows, fanIn }: Layer, parameters: Numbers, errors: Float64Array): Float64Array {
  const came = new Float64Array(fanIn);
  errors.forEach((error, m) => {
    for (let i = 0; i < fanIn; i++) came[i]! -= parameters[rows + m * (fanIn + 1) + i]! * error;
  });
  return came;
}
