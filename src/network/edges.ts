import type { Wiring } from "../neuron/wiring.ts";
import type { Edges } from "../transport/simulated/edges.ts";
import type { Graph } from "./graph.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every column has a place for every node, arc or edge */

/**
 * The arcs of a graph taken apart into single edges, for a transport that treats each synapse by itself. Nodes are
 * numbered anew: the neurons by their slots, then the feed, then the loss.
 *
 *   population x (2) ══▶ population h (2)        x.0 ──▶ h.0, x.0 ──▶ h.1, x.1 ──▶ h.0, x.1 ──▶ h.1
 */
export function edgesOf(graph: Graph, neurons: number): Edges {
  const nodes = neurons + 2;
  const first = graph.firstSlot.map((slot, node) =>
    slot >= 0 ? slot : neurons + (node === graph.loss ? 1 : 0),
  );
  const { tail, head, weightAt } = graph.arcs;
  const arcs = tail.length;
  const start = new Int32Array(nodes + 1);
  const fanIn = new Int32Array(nodes);
  const synapses = new Int32Array(nodes);
  for (let arc = 0; arc < arcs; arc++) {
    const [from, to] = [tail[arc]!, head[arc]!];
    for (let k = 0; k < graph.size[from]!; k++) {
      start[first[from]! + k + 1]! += graph.size[to]!;
      if (weightAt[arc]! >= 0) synapses[first[from]! + k]! += graph.size[to]!;
    }
  }
  for (let node = 0; node < nodes; node++) start[node + 1]! += start[node]!;
  const to = new Int32Array(start[nodes]!);
  const place = new Int32Array(start[nodes]!);
  const next = start.slice(0, nodes);
  // Arc by arc, and sender by sender: so each listener's places are in synapse order.
  for (let arc = 0; arc < arcs; arc++) {
    const [tailAt, headAt] = [first[tail[arc]!]!, first[head[arc]!]!];
    for (let k = 0; k < graph.size[tail[arc]!]!; k++) {
      for (let m = 0; m < graph.size[head[arc]!]!; m++) {
        const edge = next[tailAt + k]!++;
        to[edge] = headAt + m;
        place[edge] = fanIn[headAt + m]!++;
      }
    }
  }
  return { nodes, neurons, start, to, place, firstOf: firstTargets(start, to), synapses, fanIn };
}

function firstTargets(start: Int32Array, to: Int32Array): Int32Array {
  return Int32Array.from(start.subarray(1), (end, node) => {
    const begin = start[node]!;
    for (let e = begin + 1; e < end; e++) if (to[e] !== to[e - 1]! + 1) return -1;
    return begin < end ? to[begin]! : -1;
  });
}

/** The wiring of a population as its neuron `member` alone has it: one node, numbered 0. */
export function ofMember(wiring: Wiring, node: number, member: number): Wiring {
  const [from, to] = [wiring.arcsOf[node]!, wiring.arcsOf[node + 1]!];
  return {
    arcsOf: Int32Array.of(0, to - from),
    slot: wiring.slot.subarray(from, to),
    count: wiring.count.subarray(from, to),
    weightAt: wiring.weightAt
      .subarray(from, to)
      .map((at, arc) => at + member * wiring.memberStep[from + arc]!),
    weightStep: wiring.weightStep.subarray(from, to),
    memberStep: wiring.memberStep.subarray(from, to),
  };
}
