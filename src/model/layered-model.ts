import type { Initializer } from "../math/initializers.ts";
import type { Numbers } from "../math/precision.ts";
import { random, type Random } from "../math/random.ts";
import type { Model, PopulationModel, Projections } from "./model.ts";
import type { LayersFile, LayerSpec } from "./network-spec.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- rows are as many and as long as the sizes say, and every rule could be read: checked */

/**
 * The model of a checked file of dense layers: a population each, a projection between neighbours. What is left
 * out is drawn from the stream "weights/ID" of its layer, row by row, the weights of a row before its bias.
 */
export function layeredModel(
  file: LayersFile,
  rules: readonly (Initializer | undefined)[],
  seed: number,
): Model {
  const populations = populationsOf(file.layers);
  const last = populations.at(-1)!;
  const count = last.rows + last.size * (last.fanIn + 1);
  const feedback = file.layers.some((layer) => layer.feedback)
    ? new Float64Array(count).fill(NaN)
    : undefined;
  const isFrozen = file.layers.some(({ trainable, trainBias }) => trainable === false || trainBias === false);
  const frozen = isFrozen ? new Uint8Array(count) : undefined;
  for (let p = 1; p < populations.length; p++) {
    const layer = file.layers[p]!;
    const population = populations[p]!;
    if (feedback !== undefined && layer.feedback !== undefined) {
      copyRows(layer.feedback, population, feedback);
    }
    if (frozen !== undefined) freeze(layer, population, frozen);
  }
  const drawParameters = (into: Numbers): void => {
    for (let p = 1; p < populations.length; p++) {
      const layer = file.layers[p]!;
      fillRows(layer, populations[p]!, rules[p]!, random(seed, `weights/${layer.id}`), into);
    }
  };
  return withDrawnParameters(
    {
      name: file.name ?? "network",
      loss: file.loss,
      populations,
      projections: chain(populations.length),
      inputs: slotsOf(populations[0]!),
      outputs: slotsOf(last),
      feedback,
      frozen,
      parameterCount: count,
      neuronCount: last.first + last.size,
      synapseCount: populations.reduce((sum, { size, fanIn }) => sum + size * fanIn, 0),
    },
    drawParameters,
  );
}

/** Parameters are drawn when first looked at. How to draw them is hidden from who copies the model, to change it. */
function withDrawnParameters(
  rest: Omit<Model, "parameters" | "drawParameters">,
  drawParameters: (into: Numbers) => void,
): Model {
  let drawn: Float64Array | undefined;
  const model: Model = {
    ...rest,
    get parameters() {
      if (drawn === undefined) drawParameters((drawn = new Float64Array(rest.parameterCount)));
      return drawn;
    },
  };
  return Object.defineProperty(model, "drawParameters", { value: drawParameters, enumerable: false });
}

function populationsOf(layers: readonly LayerSpec[]): PopulationModel[] {
  let first = 0;
  let rows = 0;
  return layers.map(({ id, size, activation }, depth) => {
    const fanIn = layers[depth - 1]?.size ?? 0;
    const population: PopulationModel = {
      id,
      naming: "numbered",
      activation: activation ?? "input",
      first,
      size,
      fanIn,
      rows,
      depth,
    };
    first += size;
    if (depth > 0) rows += size * (fanIn + 1);
    return population;
  });
}

/** Projection b leads from population b to population b + 1, alone there. */
function chain(populations: number): Projections {
  const count = populations - 1;
  return {
    count,
    source: Int32Array.from({ length: count }, (_, b) => b),
    target: Int32Array.from({ length: count }, (_, b) => b + 1),
    position: new Int32Array(count),
  };
}

function slotsOf({ first, size }: PopulationModel): Int32Array {
  return Int32Array.from({ length: size }, (_, i) => first + i);
}

function fillRows(
  layer: LayerSpec,
  population: PopulationModel,
  rule: Initializer,
  stream: Random,
  parameters: Numbers,
): void {
  const { weights, biases } = layer;
  const { size, fanIn } = population;
  if (weights !== undefined) copyRows(weights, population, parameters);
  const drawWeights = rule.weights(stream, fanIn, size);
  let at = population.rows;
  for (let row = 0; row < size; row++) {
    if (weights === undefined) drawWeights(parameters, at, at + fanIn);
    at += fanIn;
    parameters[at++] = biases?.[row] ?? rule.bias(stream);
  }
}

/** Copies a matrix into the weights' places of a population's rows. */
function copyRows(
  matrix: readonly (readonly number[])[],
  { rows, fanIn }: PopulationModel,
  into: Numbers,
): void {
  matrix.forEach((row, i) => {
    into.set(row, rows + i * (fanIn + 1));
  });
}

function freeze(layer: LayerSpec, { rows, size, fanIn }: PopulationModel, frozen: Uint8Array): void {
  for (let row = 0; row < size; row++) {
    const start = rows + row * (fanIn + 1);
    if (layer.trainable === false) frozen.fill(1, start, start + fanIn);
    if (layer.trainBias === false) frozen[start + fanIn] = 1;
  }
}
