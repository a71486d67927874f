import { InputError } from "../message/input-error.ts";
import { checkLayers } from "./check-layers.ts";
import { checkNeurons } from "./check-neurons.ts";
import { layeredModel } from "./layered-model.ts";
import { listedModel } from "./listed-model.ts";
import type { Model } from "./model.ts";
import * as spec from "./network-spec.ts";
import { describeValue, problemList, type ProblemList } from "./problem-list.ts";
import { isObject, readObject, readValue } from "./read-object.ts";

type Members = Readonly<Record<string, unknown>>;

/**
 * The model of a network file that has been parsed as JSON. The option `seed` goes before the file's.
 * @throws InputError with every problem of the file
 */
export function parseNetwork(file: unknown, options: { readonly seed?: number | undefined } = {}): Model {
  const problems = problemList();
  const model = readNetwork(file, options.seed, problems);
  if (model === undefined) throw new InputError(problems.all);
  return model;
}

/** Either a model or problems. The form is decided first, so that no problem is one of the other form. */
function readNetwork(file: unknown, seed: number | undefined, problems: ProblemList): Model | undefined {
  if (!isObject(file)) {
    problems.add("", `expected a network file, an object; got ${describeValue(file)}`);
    return undefined;
  }
  if (file["format"] === "counterflow-network" && Number(file["version"]) > 1) {
    // What else is in a newer file may be right in its version.
    readValue(spec.versionSchema, file["version"], "version", problems);
    return undefined;
  }
  if (Object.hasOwn(file, "layers")) return readLayers(file, seed, problems);
  if (Object.hasOwn(file, "neurons") || Object.hasOwn(file, "synapses"))
    return readNeurons(file, seed, problems);
  readObject(spec.formlessOutline, file, "", problems);
  problems.add("", `expected "layers", or "neurons", "synapses", "inputs" and "outputs"; got neither`);
  return undefined;
}

function readLayers(file: Members, seed: number | undefined, problems: ProblemList): Model | undefined {
  const outline = readObject(spec.layersOutline, file, "", problems);
  const layers = readEach(outline.layers, "layers", (layer, path) =>
    readObject(spec.layerSchema, layer, path, problems),
  );
  const rules = checkLayers(outline, layers, problems);
  if (problems.all.length > 0) return undefined;
  // Without a problem, every field that must be there was read.
  return layeredModel({ ...outline, layers } as spec.LayersFile, rules, seed ?? outline.seed ?? 0);
}

function readNeurons(file: Members, seed: number | undefined, problems: ProblemList): Model | undefined {
  const outline = readObject(spec.neuronsOutline, file, "", problems);
  if (!sizesAreAllowed(outline, problems)) return undefined;
  const readId = (id: unknown, path: string): string | undefined =>
    readValue(spec.idSchema, id, path, problems);
  const lists = {
    neurons: readEach(outline.neurons, "neurons", (neuron, path) =>
      readObject(spec.neuronSchema, neuron, path, problems),
    ),
    synapses: readEach(outline.synapses, "synapses", (synapse, path) =>
      readObject(spec.synapseSchema, synapse, path, problems),
    ),
    inputs: readEach(outline.inputs, "inputs", readId),
    outputs: readEach(outline.outputs, "outputs", readId),
  };
  // No id can be known where there are no neurons.
  if (outline.neurons === undefined) return undefined;
  // A seed that could not be read is a problem already; that weights are left out is none then.
  const unreadable = file["seed"] === undefined ? undefined : 0;
  const usedSeed = seed ?? outline.seed ?? unreadable;
  const wiring = checkNeurons({ outline, ...lists }, usedSeed, problems);
  if (problems.all.length > 0) return undefined;
  // Without a problem, every field that must be there was read.
  return listedModel({ ...outline, ...lists } as spec.NeuronsFile, wiring, usedSeed);
}

/** Reads the elements of a list with their paths, those that a list of a program leaves empty included. */
function readEach<T>(
  list: readonly unknown[] | undefined,
  name: string,
  read: (element: unknown, path: string) => T,
): T[] {
  return Array.from(list ?? [], (element, i) => read(element, `${name}[${i}]`));
}

function sizesAreAllowed(
  { neurons = [], synapses = [] }: { neurons?: readonly unknown[]; synapses?: readonly unknown[] },
  problems: ProblemList,
): boolean {
  const limits = [
    ["neurons", neurons.length, spec.mostNeurons],
    ["synapses", synapses.length, spec.mostSynapses],
  ] as const;
  for (const [key, count, most] of limits) {
    if (count > most) problems.add(key, `expected at most ${most} ${key}; got ${count}`);
  }
  return neurons.length <= spec.mostNeurons && synapses.length <= spec.mostSynapses;
}
