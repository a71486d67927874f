import { random, type Random } from "../math/random.ts";
import { groupEdges, type EdgeGroups } from "./graph.ts";
import type { Model, PopulationModel } from "./model.ts";
import type { NeuronsFile } from "./network-spec.ts";
import type { Wiring } from "./wiring.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every column has a place for every neuron or synapse, and
   the file was checked: every name in it is known, every rule could be read */

/**
 * The model of a checked file of neurons and synapses: a population each and a projection each, in their order in
 * the file. What is left out is drawn from the stream "weights/ID" of its target neuron, weights before the bias.
 */
export function listedModel(file: NeuronsFile, wiring: Wiring, seed = 0): Model {
  const { graph, inputs, outputs } = wiring;
  const incoming = groupEdges(graph.target, graph.nodes);
  const populations = populationsOf(file, wiring, incoming);
  const position = positionsOf(incoming);
  const parameters = parametersOf(file, wiring, incoming, populations, seed);
  const placeOf = (synapse: number): number => populations[graph.target[synapse]!]!.rows + position[synapse]!;
  return {
    name: file.name ?? "network",
    loss: file.loss,
    populations,
    projections: { count: position.length, source: graph.source, target: graph.target, position },
    inputs,
    outputs,
    parameters,
    parameterCount: parameters.length,
    feedback: feedbackOf(file, parameters.length, placeOf),
    frozen: frozenOf(file, populations, parameters.length, placeOf),
    neuronCount: populations.length,
    synapseCount: position.length,
  };
}

function populationsOf(
  file: NeuronsFile,
  { depth, isInput }: Wiring,
  incoming: EdgeGroups,
): PopulationModel[] {
  let rows = 0;
  return file.neurons.map(({ id, activation }, slot) => {
    const fanIn = incoming.start[slot + 1]! - incoming.start[slot]!;
    const population: PopulationModel = {
      id,
      naming: "single",
      activation: activation ?? "input",
      first: slot,
      size: 1,
      fanIn,
      rows,
      depth: depth[slot]!,
    };
    if (isInput[slot] === 0) rows += fanIn + 1;
    return population;
  });
}

/** The place of each synapse within the row of its target. */
function positionsOf({ start, edges }: EdgeGroups): Int32Array {
  const position = new Int32Array(edges.length);
  for (let slot = 0; slot + 1 < start.length; slot++) {
    for (let k = start[slot]!; k < start[slot + 1]!; k++) position[edges[k]!] = k - start[slot]!;
  }
  return position;
}

function parametersOf(
  { neurons, synapses }: NeuronsFile,
  { graph, isInput, rules }: Wiring,
  { start, edges }: EdgeGroups,
  populations: readonly PopulationModel[],
  seed: number,
): Float64Array {
  const fanOut = new Int32Array(graph.nodes);
  for (const source of graph.source) fanOut[source]! += 1;
  const last = populations.at(-1)!;
  const parameters = new Float64Array(last.rows + (isInput[last.first] === 1 ? 0 : last.fanIn + 1));
  let at = 0;
  for (let slot = 0; slot < neurons.length; slot++) {
    if (isInput[slot] === 1) continue;
    const { id, bias } = neurons[slot]!;
    const { fanIn } = populations[slot]!;
    const rule = rules[slot]!;
    let opened: Random | undefined;
    const stream = (): Random => (opened ??= random(seed, `weights/${id}`));
    for (let k = start[slot]!; k < start[slot + 1]!; k++) {
      const { weight } = synapses[edges[k]!]!;
      if (weight !== undefined) parameters[at] = weight;
      else rule.weights(stream(), fanIn, fanOut[graph.source[edges[k]!]!]!)(parameters, at, at + 1);
      at++;
    }
    parameters[at++] = bias ?? rule.bias(stream());
  }
  return parameters;
}

function feedbackOf(
  { synapses }: NeuronsFile,
  count: number,
  placeOf: (synapse: number) => number,
): Float64Array | undefined {
  if (!synapses.some(({ feedback }) => feedback !== undefined)) return undefined;
  const all = new Float64Array(count).fill(NaN);
  synapses.forEach(({ feedback }, e) => {
    if (feedback !== undefined) all[placeOf(e)] = feedback;
  });
  return all;
}

function frozenOf(
  { neurons, synapses }: NeuronsFile,
  populations: readonly PopulationModel[],
  count: number,
  placeOf: (synapse: number) => number,
): Uint8Array | undefined {
  const frozen = new Uint8Array(count);
  synapses.forEach(({ trainable }, e) => {
    if (trainable === false) frozen[placeOf(e)] = 1;
  });
  neurons.forEach(({ trainBias }, slot) => {
    const { rows, fanIn } = populations[slot]!;
    if (trainBias === false) frozen[rows + fanIn] = 1;
  });
  return frozen.includes(1) ? frozen : undefined;
}
