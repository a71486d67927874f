import type { ActivationFunction } from "../../math/activation-function.ts";
import { activationFunction } from "../../math/activation-functions.ts";
import type { Model } from "../../model/model.ts";

/** A layer of neurons that hear the layer before, and nobody else. */
export interface Layer {
  readonly size: number;
  /** Incoming synapses of each neuron; 0 of the inputs. */
  readonly fanIn: number;
  /** Where its rows begin in the parameters: weights, then the bias, neuron by neuron. */
  readonly rows: number;
  readonly activation: ActivationFunction;
}

/**
 * The layers of a model, from the inputs to the outputs.
 * @throws RangeError where there are other synapses than those between neighbouring layers: then errors would reach a neuron at
 * several steps, and what it does at the first would not be backpropagation
 */
export function layersOf({ populations, projections, outputs }: Model): Layer[] {
  const isChain =
    projections.count === populations.length - 1 &&
    projections.target.every((target, b) => target === b + 1 && projections.source[b] === b) &&
    outputs[0] === populations.at(-1)?.first;
  if (!isChain)
    throw new RangeError("model: expected layers, each fed by the one before; got other synapses");
  return populations.map(({ size, fanIn, rows, activation }) => ({
    size,
    fanIn,
    rows,
    activation: activationFunction(activation === "input" ? "identity" : activation),
  }));
}
