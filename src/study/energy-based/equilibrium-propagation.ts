import type { Samples } from "../../data/samples.ts";
import type { Numbers } from "../../math/precision.ts";
import { RunError } from "../../message/run-error.ts";
import type { Model } from "../../model/model.ts";
import { type Layer, layersOf } from "./layers.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there are numbers for every layer, neuron and weight */

/** A pull β on the outputs, and whether the phase that it is compared with is free (β = 0) or pulled the other way (−β). */
export interface EquilibriumPropagationOptions {
  readonly pull: number;
  readonly against: "free" | "opposite";
}

/** Steps towards rest: how long each is, how many at most, and when it is called rest. */
const relaxation = { rate: 0.2, steps: 50_000, still: 1e-16 };

/**
 * The gradient of the mean of ½Σ(s − t)² over the outputs' states at rest, by equilibrium propagation (Scellier and Bengio 2017), in
 * the places of `parameters`. A neuron's state s follows both of its neighbouring layers over the same weights,
 *
 *   s ← s + γ·(ρ'(s)·(b + Σ w·ρ(s)) − s), at outputs plus γ·β·(t − s),
 *
 * and a synapse compares the products of its ends at rest: −(ρρ|β − ρρ|0)/β, which is the gradient but for O(β), or
 * −(ρρ|β − ρρ|−β)/2β, but for O(β²). There is no forward pass: this is another network than the one that `Network` runs, of the
 * same parameters, and its gradient is that of its own states.
 * @throws RangeError for models with other synapses than those between neighbouring layers; RunError where states find no rest
 */
export function equilibriumGradient(
  model: Model,
  parameters: Numbers,
  samples: Samples,
  { pull, against }: EquilibriumPropagationOptions,
): Float64Array {
  const layers = layersOf(model);
  const gradient = new Float64Array(model.parameterCount);
  const other = against === "free" ? 0 : -pull;
  for (const { inputs, targets } of rowsOf(samples)) {
    const states = startOf(layers, inputs);
    for (const beta of [other, pull]) {
      settle(layers, parameters, states, targets, beta);
      const share = (beta === pull ? -1 : 1) / (pull - other) / samples.count;
      addProducts(layers, states, gradient, share);
    }
  }
  return gradient;
}

/** The mean of ½Σ(s − t)² over the outputs' states at rest, nobody pulling: what the gradient above is of. */
export function equilibriumLoss(model: Model, parameters: Numbers, samples: Samples): number {
  const layers = layersOf(model);
  let sum = 0;
  for (const { inputs, targets } of rowsOf(samples)) {
    const states = startOf(layers, inputs);
    settle(layers, parameters, states, targets, 0);
    states.at(-1)!.forEach((s, k) => (sum += (0.5 * (s - targets[k]!) * (s - targets[k]!)) / samples.count));
  }
  return sum;
}

function* rowsOf({ count, inputs, inputWidth, targets, targetWidth }: Samples) {
  for (let s = 0; s < count; s++) {
    yield {
      inputs: inputs.subarray(s * inputWidth, (s + 1) * inputWidth),
      targets: targets.subarray(s * targetWidth, (s + 1) * targetWidth),
    };
  }
}

function startOf(layers: readonly Layer[], inputs: Float64Array): Float64Array[] {
  return layers.map(({ size }, l) => (l === 0 ? inputs : new Float64Array(size)));
}

/** Layer after layer moves, until none moves any more. */
function settle(
  layers: readonly Layer[],
  parameters: Numbers,
  states: readonly Float64Array[],
  targets: Float64Array,
  beta: number,
): void {
  const { rate, steps, still } = relaxation;
  for (let step = 0, largest = Infinity; largest > still; step++) {
    if (step === steps) throw new RunError(`equilibrium: expected rest in ${steps} steps; got none`);
    largest = 0;
    for (let l = 1; l < layers.length; l++) {
      const { activation } = layers[l]!;
      const [s, heard] = [states[l]!, heardBy(layers, parameters, states, l)];
      for (let i = 0; i < s.length; i++) {
        const force = l === layers.length - 1 ? beta * (targets[i]! - s[i]!) : 0;
        const slope = activation.derivative(s[i]!, activation.value(s[i]!));
        const move = rate * (slope * heard[i]! - s[i]! + force);
        s[i]! += move;
        largest = Math.max(largest, Math.abs(move));
      }
    }
  }
}

/** b + Σ w·ρ(s) of both neighbouring layers. */
function heardBy(
  layers: readonly Layer[],
  parameters: Numbers,
  states: readonly Float64Array[],
  l: number,
): Float64Array {
  const { size, rows, fanIn } = layers[l]!;
  const heard = new Float64Array(size);
  const below = activitiesOf(layers, states, l - 1);
  for (let i = 0; i < size; i++) {
    const row = rows + i * (fanIn + 1);
    heard[i] = parameters[row + fanIn]!;
    for (let k = 0; k < fanIn; k++) heard[i]! += parameters[row + k]! * below[k]!;
  }
  const above = layers[l + 1];
  if (above === undefined) return heard;
  activitiesOf(layers, states, l + 1).forEach((activity, m) => {
    const row = above.rows + m * (above.fanIn + 1);
    for (let i = 0; i < size; i++) heard[i]! += parameters[row + i]! * activity;
  });
  return heard;
}

function activitiesOf(layers: readonly Layer[], states: readonly Float64Array[], l: number): Float64Array {
  const { activation } = layers[l]!;
  return states[l]!.map((s) => activation.value(s));
}

/** Adds ρ·ρ·`share` of every synapse, and ρ·`share` of every bias. */
function addProducts(
  layers: readonly Layer[],
  states: readonly Float64Array[],
  gradient: Float64Array,
  share: number,
): void {
  for (let l = 1; l < layers.length; l++) {
    const { rows, fanIn } = layers[l]!;
    const below = activitiesOf(layers, states, l - 1);
    activitiesOf(layers, states, l).forEach((activity, i) => {
      const row = rows + i * (fanIn + 1);
      for (let k = 0; k < fanIn; k++) gradient[row + k]! += below[k]! * activity * share;
      gradient[row + fanIn]! += activity * share;
    });
  }
}
