import type { Numbers } from "../math/precision.ts";
import type { Model, PopulationModel } from "./model.ts";
import type {
  LayerSpec,
  LayersFile,
  NetworkFile,
  NeuronsFile,
  NeuronSpec,
  SynapseSpec,
} from "./network-spec.ts";
import { neuronIds } from "./neuron-ids.ts";
import { singles } from "./populations.ts";
import { forEachSynapse } from "./synapses.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every row has its parameters, every slot its id */

/**
 * The network file of a model as parseNetwork makes it, with all its weights: layers where populations are
 * numbered, else neurons and synapses. Parsed again it is the same model, bit for bit (but in JSON −0 is 0).
 *
 * `parameters`: other values in the places of `model.parameters`.
 * @throws RangeError where there are more or fewer of them, or one is not finite: a file can hold no such number
 */
export function writeNetwork(model: Model, parameters: Numbers = model.parameters): NetworkFile {
  checkParameters(model, parameters);
  const head = { format: "counterflow-network", version: 1, name: model.name, loss: model.loss } as const;
  const isLayered = model.populations.every(({ naming }) => naming === "numbered");
  return {
    ...head,
    ...(isLayered ? layersOf(model, parameters) : neuronsOf(model, model.populations, parameters)),
  };
}

/** The same, neuron by neuron also where the model has layers. */
export function writeNeurons(model: Model): NeuronsFile {
  const { idOf } = neuronIds(model);
  const populations = model.populations.flatMap((population) =>
    Array.from(singles(population), (single) => ({ ...single, id: idOf(single.first) })),
  );
  const head = { format: "counterflow-network", version: 1, name: model.name, loss: model.loss } as const;
  return { ...head, ...neuronsOf(model, populations, model.parameters) };
}

function checkParameters(model: Model, parameters: Numbers): void {
  const count = model.parameterCount;
  if (parameters.length !== count) {
    throw new RangeError(`parameters: expected ${count} numbers; got ${parameters.length}`);
  }
  const bad = parameters.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new RangeError(`parameters[${bad}]: expected a finite number; got ${parameters[bad]}`);
}

function layersOf(model: Model, parameters: Numbers): Pick<LayersFile, "layers"> {
  return { layers: model.populations.map((population) => layerOf(model, population, parameters)) };
}

function layerOf({ frozen, feedback }: Model, population: PopulationModel, parameters: Numbers): LayerSpec {
  const { id, size, activation, rows, fanIn } = population;
  if (activation === "input") return { id, size };
  const matrix = (values: Numbers): number[][] =>
    Array.from({ length: size }, (_, row) => {
      const start = rows + row * (fanIn + 1);
      return Array.from(values.subarray(start, start + fanIn));
    });
  const biases = Array.from({ length: size }, (_, row) => parameters[rows + row * (fanIn + 1) + fanIn]!);
  // A layer is frozen, and has weights for error signals, as a whole or not at all.
  const hasFeedback = feedback !== undefined && !Number.isNaN(feedback[rows]);
  return {
    id,
    size,
    activation,
    weights: matrix(parameters),
    biases,
    ...(frozen?.[rows] === 1 && { trainable: false }),
    ...(frozen?.[rows + fanIn] === 1 && { trainBias: false }),
    ...(hasFeedback && { feedback: matrix(feedback) }),
  };
}

/** `populations`: each of a single neuron. */
function neuronsOf(
  model: Model,
  populations: readonly PopulationModel[],
  parameters: Numbers,
): Omit<NeuronsFile, "format" | "version" | "loss"> {
  const { idOf } = neuronIds(model);
  const synapses: SynapseSpec[] = [];
  forEachSynapse(model, (source, target, at) => {
    const feedback = model.feedback?.[at] ?? NaN;
    synapses.push({
      from: idOf(source),
      to: idOf(target),
      weight: parameters[at]!,
      ...(model.frozen?.[at] === 1 && { trainable: false }),
      ...(!Number.isNaN(feedback) && { feedback }),
    });
  });
  return {
    neurons: populations.map((population) => neuronOf(model, population, parameters)),
    synapses,
    inputs: Array.from(model.inputs, idOf),
    outputs: Array.from(model.outputs, idOf),
  };
}

function neuronOf({ frozen }: Model, population: PopulationModel, parameters: Numbers): NeuronSpec {
  const { id, activation, rows, fanIn } = population;
  if (activation === "input") return { id };
  const bias = parameters[rows + fanIn]!;
  return { id, activation, bias, ...(frozen?.[rows + fanIn] === 1 && { trainBias: false }) };
}
