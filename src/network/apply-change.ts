import { RunError } from "../message/run-error.ts";
import type { Model } from "../model/model.ts";
import type { NeuronIds } from "../model/neuron-ids.ts";
import { findSynapse } from "../model/synapses.ts";
import { populationIndex } from "../model/populations.ts";
import type { Change } from "../trace/change.ts";
import type { Assembly } from "./assemble.ts";

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
export function applyChange(network: Standing, { memory }: Assembly, change: Change): void {
  if (!Number.isFinite(change.value)) {
    throw new RunError(`change: expected a finite number; got ${change.value}`);
  }
  const slotOf = (id: string): number => {
    const slot = network.ids.slotOf(id);
    if (slot === undefined) throw new RunError(`change: expected the id of a neuron; got "${id}"`);
    return slot;
  };
  if (change.kind === "message") {
    const { frame } = memory;
    const { direction, from, batch, sample, value } = change;
    const isInFlight = batch === frame.batch && Number.isInteger(sample) && sample >= 0;
    if (!isInFlight || sample >= frame.samples) {
      const flying = frame.batch < 0 ? "a batch" : `batch ${frame.batch}, which has ${frame.samples}`;
      throw new RunError(`change: expected a sample of ${flying}; got sample ${sample} of batch ${batch}`);
    }
    const block = direction === "forward" ? frame.a : frame.delta;
    block.numbers[slotOf(from) * frame.stride + sample] = value;
    return;
  }
  const at = placeOf(network, change, slotOf);
  const isShared = Number.isNaN(network.model.feedback?.[at] ?? NaN);
  memory.parameters.numbers[at] = change.value;
  if (isShared) memory.errorWeights.numbers[at] = change.value;
}

function placeOf(
  { model }: Standing,
  change: Exclude<Change, { kind: "message" }>,
  slotOf: (id: string) => number,
): number {
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
