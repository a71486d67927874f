import type { Numbers } from "../math/precision.ts";
import { RunError } from "../message/run-error.ts";
import type { Model } from "../model/model.ts";
import type { NeuronIds } from "../model/neuron-ids.ts";
import { findSynapse } from "../model/synapses.ts";
import { populationAt, populationIndex } from "../model/populations.ts";
import type { Change } from "../trace/change.ts";
import { type Assembly, neuronAt } from "./assemble.ts";

/** What is asked of a network: its numbers are in the assembly. */
interface Standing {
  readonly model: Model;
  readonly ids: NeuronIds;
}

/**
 * Changes a number of a network that stands still between two turns of its neurons: time travel's only tool. A weight or
 * bias keeps its version; a message is changed for all who have not taken it up yet.
 * @throws RunError `change: expected …; got …` where there is no such number
 */
export function applyChange(network: Standing, { memory, populations }: Assembly, change: Change): void {
  if (!Number.isFinite(change.value)) {
    throw new RunError(`change: expected a finite number; got ${change.value}`);
  }
  if (change.kind === "message") {
    const { frame } = memory;
    const { direction, from, batch, sample, value } = change;
    const isInFlight = batch === frame.batch && Number.isInteger(sample) && sample >= 0;
    if (!isInFlight || sample >= frame.samples) {
      const flying = frame.batch < 0 ? "a batch" : `batch ${frame.batch}, which has ${frame.samples}`;
      throw new RunError(`change: expected a sample of ${flying}; got sample ${sample} of batch ${batch}`);
    }
    const block = direction === "forward" ? frame.a : frame.delta;
    block.numbers[slotIn(network.ids, from) * frame.stride + sample] = value;
    return;
  }
  const { model, ids } = network;
  const { numbers: parameters } = memory.parameters;
  changeParameter({ model, ids, parameters, errorWeights: parameters }, change);
  const slot = slotIn(ids, change.kind === "weight" ? change.to : change.neuron);
  const { first, rows, fanIn } = populationAt(model, populationIndex(model, slot));
  const row = rows + (slot - first) * (fanIn + 1);
  const version = neuronAt(populations, slot)?.weightVersion ?? 0;
  memory.errorWeightRule?.follow?.(memory, row, row + fanIn + 1, version);
}

/**
 * Changes a weight or a bias, and what error signals see of it.
 * @throws RunError as above
 */
export function changeParameter(
  network: Standing & { readonly parameters: Numbers; readonly errorWeights: Numbers },
  change: Exclude<Change, { kind: "message" }>,
): void {
  const at = placeOf(network, change);
  const isShared = Number.isNaN(network.model.feedback?.[at] ?? NaN);
  network.parameters[at] = change.value;
  if (isShared) network.errorWeights[at] = change.value;
}

function placeOf({ model, ids }: Standing, change: Exclude<Change, { kind: "message" }>): number {
  const slotOf = (id: string): number => slotIn(ids, id);
  if (change.kind === "weight") {
    const at = findSynapse(model, slotOf(change.from), slotOf(change.to));
    if (at !== undefined) return at;
    throw new RunError(`change: expected a synapse; got ${change.from}→${change.to}`);
  }
  const slot = slotOf(change.neuron);
  const population = model.populations[populationIndex(model, slot)];
  if (population === undefined || population.activation === "input") {
    throw new RunError(`change: expected a neuron with a bias; got the input ${change.neuron}`);
  }
  const { rows, fanIn, first } = population;
  return rows + (slot - first + 1) * (fanIn + 1) - 1;
}

function slotIn(ids: NeuronIds, id: string): number {
  const slot = ids.slotOf(id);
  if (slot === undefined) throw new RunError(`change: expected the id of a neuron; got "${id}"`);
  return slot;
}
