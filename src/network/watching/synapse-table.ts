import type { Model } from "../../model/model.ts";
import { forEachSynapse } from "../../model/synapses.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every slot and synapse */

/**
 * The synapses of each neuron at either end, in synapse order, as columns of numbers: those of slot s stand in the places
 * start[s] … start[s + 1] − 1.
 */
export interface SynapseTable {
  readonly incoming: SynapseColumns;
  readonly outgoing: SynapseColumns;
}

export interface SynapseColumns {
  readonly start: Int32Array;
  /** Slot of the neuron at the other end. */
  readonly other: Int32Array;
  /** Place of the weight in the parameters. */
  readonly parameter: Int32Array;
}

export function synapseTable(model: Model): SynapseTable {
  const [incoming, outgoing] = [emptyColumns(model), emptyColumns(model)];
  forEachSynapse(model, (source, target) => {
    incoming.start[target + 1]!++;
    outgoing.start[source + 1]!++;
  });
  for (const { start } of [incoming, outgoing]) {
    for (let slot = 0; slot < model.neuronCount; slot++) start[slot + 1]! += start[slot]!;
  }
  const [nextIn, nextOut] = [incoming.start.slice(), outgoing.start.slice()];
  const enter = ({ other, parameter }: SynapseColumns, place: number, slot: number, at: number): void => {
    other[place] = slot;
    parameter[place] = at;
  };
  forEachSynapse(model, (source, target, at) => {
    enter(incoming, nextIn[target]!++, source, at);
    enter(outgoing, nextOut[source]!++, target, at);
  });
  return { incoming, outgoing };
}

function emptyColumns({ neuronCount, synapseCount }: Model): SynapseColumns {
  return {
    start: new Int32Array(neuronCount + 1),
    other: new Int32Array(synapseCount),
    parameter: new Int32Array(synapseCount),
  };
}
