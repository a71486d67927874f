import { groupEdges } from "../../model/graph.ts";
import type { Model } from "../../model/model.ts";
import { populationAt, populationIndex } from "../../model/populations.ts";
import { forEachSynapse } from "../../model/synapses.ts";
import { reachesLoss } from "./count-paths.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every node or edge */

/**
 * What lies between a neuron and the loss, as columns of numbers. Nodes are the neurons that some path leads through,
 * every one after all that hear it, the first neuron last; the edges of node v, which lead to earlier nodes, stand in the
 * places start[v] … start[v + 1] − 1.
 */
export interface PathGraph {
  /** Of each node. */
  readonly slots: Int32Array;
  readonly isOutput: Uint8Array;
  readonly start: Int32Array;
  /** Of each edge: the node that it leads to, and the place of its weight in the parameters. */
  readonly next: Int32Array;
  readonly parameter: Int32Array;
}

/** Empty where no path leads from the neuron to the loss. */
export function pathGraph(model: Model, from: number): PathGraph {
  const { neuronCount, synapseCount } = model;
  const [source, target, parameter] = [synapseCount, synapseCount, synapseCount].map((n) => new Int32Array(n)) as [Int32Array, Int32Array, Int32Array]; // prettier-ignore
  let e = 0;
  forEachSynapse(model, (one, other, at) => {
    source[e] = one;
    target[e] = other;
    parameter[e++] = at;
  });
  const outgoing = groupEdges(source, neuronCount);
  const isWanted = reachesLoss(model);
  const met = new Set<number>(isWanted(from) ? [from] : []);
  for (const slot of met) {
    for (let k = outgoing.start[slot]!; k < outgoing.start[slot + 1]!; k++) {
      const next = target[outgoing.edges[k]!]!;
      if (!met.has(next) && isWanted(next)) met.add(next);
    }
  }
  const depthOf = (slot: number): number => populationAt(model, populationIndex(model, slot)).depth;
  const depths = new Map([...met].map((slot) => [slot, depthOf(slot)]));
  const slots = Int32Array.from([...met].sort((one, other) => depths.get(other)! - depths.get(one)! || one - other)); // prettier-ignore
  const nodeOf = new Int32Array(neuronCount).fill(-1);
  slots.forEach((slot, node) => (nodeOf[slot] = node));
  const outputs = new Set(model.outputs);
  const start = new Int32Array(slots.length + 1);
  const [next, parameters]: [number[], number[]] = [[], []];
  slots.forEach((slot, node) => {
    for (let k = outgoing.start[slot]!; k < outgoing.start[slot + 1]!; k++) {
      const edge = outgoing.edges[k]!;
      const to = nodeOf[target[edge]!]!;
      if (to < 0) continue;
      next.push(to);
      parameters.push(parameter[edge]!);
    }
    start[node + 1] = next.length;
  });
  return {
    slots,
    isOutput: Uint8Array.from(slots, (slot) => (outputs.has(slot) ? 1 : 0)),
    start,
    next: Int32Array.from(next),
    parameter: Int32Array.from(parameters),
  };
}
