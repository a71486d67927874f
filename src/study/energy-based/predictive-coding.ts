import type { Samples } from "../../data/samples.ts";
import { loss } from "../../math/losses.ts";
import type { Numbers } from "../../math/precision.ts";
import { RunError } from "../../message/run-error.ts";
import type { Model } from "../../model/model.ts";
import { Inference } from "./inference.ts";
import { layersOf } from "./layers.ts";
import { slopesOf } from "./slopes.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there are numbers for every layer and output */

/** How errors are read out of an inference in which the outputs are pulled to their targets. */
export type PredictiveCodingOptions =
  /**
   * Zero-divergence inference learning (Song, Lukasiewicz, Xu and Bogacz 2020): one step for each layer, of the whole length, and each
   * layer's error is read at the very step at which it arrives. That is backpropagation, layer by layer.
   */
  | { readonly read: "as-it-arrives" }
  /**
   * Inference goes on until all is at rest. "clamped": outputs are held where the loss wants them, and the gradient is another than
   * backpropagation's. A number β: they are only pulled there, by −β·∂L/∂z; the weaker, the nearer comes the gradient: O(β).
   */
  | { readonly read: "at-rest"; readonly outputs: "clamped" | number };

/** Steps of inference towards rest: how long each is, how many at most, and when it is called rest. */
const relaxation = { rate: 0.2, steps: 20_000, still: 1e-15 };

/**
 * The gradient of the mean loss as predictive coding finds it, in the places of `parameters`. No error signal is computed from the
 * outputs back: every neuron corrects its value by what it hears from its neighbours, all of them at once.
 * @throws RangeError for models with other synapses than those between neighbouring layers; RunError where values find no rest
 */
export function predictiveCodingGradient(
  model: Model,
  parameters: Numbers,
  samples: Samples,
  options: PredictiveCodingOptions,
): Float64Array {
  const layers = layersOf(model);
  const gradient = new Float64Array(model.parameterCount);
  const { count, inputWidth, targetWidth } = samples;
  for (let s = 0; s < count; s++) {
    const inputs = samples.inputs.subarray(s * inputWidth, (s + 1) * inputWidth);
    const targets = samples.targets.subarray(s * targetWidth, (s + 1) * targetWidth);
    const inference = new Inference(layers, parameters, inputs);
    const slopes = (): Float64Array =>
      slopesOf(loss(model.loss), layers.at(-1)!, inference.values.at(-1)!, targets);
    const add = (l: number, share: number): void => inference.addGradient(l, gradient, share / count);
    if (options.read === "as-it-arrives") readAsItArrives(inference, slopes(), add);
    else readAtRest(inference, slopes, options.outputs, add);
  }
  return gradient;
}

/** Adds the gradient of a layer, at the errors as they are, times a share. */
type Add = (layer: number, share: number) => void;

function readAsItArrives(inference: Inference, slopes: Float64Array, add: Add): void {
  clamp(inference, slopes);
  for (let l = inference.values.length - 1; l > 0; l--) {
    inference.compare();
    add(l, 1);
    inference.move(1);
  }
}

function readAtRest(
  inference: Inference,
  slopes: () => Float64Array,
  outputs: "clamped" | number,
  add: Add,
): void {
  const { rate, steps, still } = relaxation;
  const beta = outputs === "clamped" ? 1 : outputs;
  if (outputs === "clamped") clamp(inference, slopes());
  for (let step = 0, largest = Infinity; largest > still; step++) {
    if (step === steps) throw new RunError(`inference: expected rest in ${steps} steps; got none`);
    inference.compare();
    largest = inference.move(rate);
    if (outputs === "clamped") continue;
    const forces = slopes().map((slope) => -beta * slope);
    largest = Math.max(largest, inference.moveOutputs(rate, forces));
  }
  inference.compare();
  for (let l = 1; l < inference.values.length; l++) add(l, 1 / beta);
}

/** Puts the outputs where the loss wants them: at z − ∂L/∂z, which is the target itself under half the squared error of z. */
function clamp({ values }: Inference, slopes: Float64Array): void {
  values.at(-1)!.forEach((x, k, outputs) => (outputs[k] = x - slopes[k]!));
}
