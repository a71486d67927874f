import { activationNames } from "../math/activation-functions.ts";
import type { Initializer } from "../math/initializers.ts";
import type { LossName } from "../math/loss.ts";
import { checkOutputActivation, checkOutputCount } from "./check-output.ts";
import { initializerReader } from "./initializer-rule.ts";
import { mostNeurons, mostSynapses, type layerSchema, type layersOutline } from "./network-spec.ts";
import { checkNumbers, checkRows, type Extent } from "./number-lists.ts";
import { describeValue, type ProblemList } from "./problem-list.ts";
import { expectedWord, type Readable } from "./read-object.ts";

type ReadableLayer = Readable<typeof layerSchema>;

/**
 * Checks what the fields of layers mean together; a field that could not be read is passed over.
 * Returns the initializer of each layer, undefined where it could not be read.
 */
export function checkLayers(
  file: Readable<typeof layersOutline>,
  layers: readonly ReadableLayer[],
  problems: ProblemList,
): (Initializer | undefined)[] {
  checkIds(layers, problems);
  checkTotals(layers, problems);
  const readRule = initializerReader(problems);
  const rules = layers.map((layer, i) => {
    const path = `layers[${i}]`;
    const before = layers[i - 1];
    if (before === undefined) checkInputLayer(layer, path, problems);
    else checkLayer(layer, path, before, `layers[${i - 1}]`, problems);
    return readRule(layer.initializer, `${path}.initializer`);
  });
  if (layers.length >= 2) checkOutputLayer(file.loss, layers, problems);
  return rules;
}

function checkOutputLayer(
  loss: LossName | undefined,
  layers: readonly ReadableLayer[],
  problems: ProblemList,
): void {
  const last = layers.at(-1);
  if (last === undefined || loss === undefined) return;
  const path = `layers[${layers.length - 1}]`;
  checkOutputActivation(loss, last.activation, `${path}.activation`, problems);
  if (last.size !== undefined) checkOutputCount(loss, last.size, `${path}.size`, problems);
}

function checkIds(layers: readonly ReadableLayer[], problems: ProblemList): void {
  const first = new Map<string, number>();
  layers.forEach(({ id }, i) => {
    if (id === undefined) return;
    const other = first.get(id);
    if (other === undefined) first.set(id, i);
    else {
      const got = `${describeValue(id)}, which layers[${other}] has`;
      problems.add(`layers[${i}].id`, `expected an id of its own; got ${got}`);
    }
  });
}

/** Sums of sizes that could not be read are too small, so that what is too large is too large in any case. */
function checkTotals(layers: readonly ReadableLayer[], problems: ProblemList): void {
  let neurons = 0;
  let synapses = 0;
  layers.forEach(({ size = 0 }, i) => {
    neurons += size;
    synapses += size * (layers[i - 1]?.size ?? 0);
  });
  if (neurons > mostNeurons) {
    problems.add("layers", `expected at most ${mostNeurons} neurons in all; got ${neurons}`);
  } else if (synapses > mostSynapses) {
    problems.add("layers", `expected at most ${mostSynapses} synapses in all; got ${synapses}`);
  }
}

function checkInputLayer(layer: ReadableLayer, path: string, problems: ProblemList): void {
  for (const [key, value] of Object.entries(layer)) {
    if (key === "id" || key === "size" || value === undefined) continue;
    problems.add(
      `${path}.${key}`,
      `expected nothing, as the first layer is the input; got ${describeValue(value)}`,
    );
  }
}

function checkLayer(
  layer: ReadableLayer,
  path: string,
  before: ReadableLayer,
  pathBefore: string,
  problems: ProblemList,
): void {
  if (layer.activation === undefined) {
    problems.add(`${path}.activation`, expectedWord(activationNames, undefined));
  }
  const rows = extent(layer, path);
  const extents = { rows, columns: extent(before, pathBefore) };
  if (layer.weights !== undefined) checkRows(layer.weights, `${path}.weights`, extents, problems);
  if (layer.feedback !== undefined) checkRows(layer.feedback, `${path}.feedback`, extents, problems);
  if (layer.biases !== undefined) checkNumbers(layer.biases, `${path}.biases`, rows, problems);
}

/** One number for each neuron of a layer; undefined where its size could not be read. */
function extent({ id, size }: ReadableLayer, path: string): Extent | undefined {
  if (size === undefined) return undefined;
  return { count: size, meaning: `one per neuron of ${id === undefined ? path : describeValue(id)}` };
}
