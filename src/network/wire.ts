import type { Wiring } from "../neuron/wiring.ts";
import type { Links } from "../transport/gather.ts";
import type { Graph } from "./graph.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every column has a place for every node or arc */

/** One direction, wired: whom each node hears with what weights, and whom it tells. */
export interface Wired {
  readonly hears: Wiring;
  readonly tells: Links;
}

/**
 * Wires a graph. Used once on the network and once on the network with its arrows turned round, it gives the forward
 * and the backward stream:
 *
 *     const forward = wire(graph);
 *     const backward = wire(reverse(graph));
 *
 * Linear in the number of arcs; arcs stay in synapse order at every node.
 */
export function wire(graph: Graph): Wired {
  return { hears: arcsInto(graph), tells: linksOutOf(graph) };
}

function arcsInto({ nodes, firstSlot, size, arcs }: Graph): Wiring {
  const { starts, order } = group(nodes, arcs.head, (arc) => arcs.weightAt[arc]! >= 0);
  const arcsOf = new Int32Array(nodes + 1);
  // Who hears nobody hears an arc without senders: no neuron has to ask whether it has any.
  const heard: (number | undefined)[] = [];
  for (let node = 0; node < nodes; node++) {
    if (starts[node] === starts[node + 1]) heard.push(undefined);
    for (let i = starts[node]!; i < starts[node + 1]!; i++) heard.push(order[i]);
    arcsOf[node + 1] = heard.length;
  }
  const column = (read: (arc: number) => number): Int32Array =>
    Int32Array.from(heard, (arc) => (arc === undefined ? 0 : read(arc)));
  return {
    arcsOf,
    slot: column((arc) => firstSlot[arcs.tail[arc]!]!),
    count: column((arc) => size[arcs.tail[arc]!]!),
    weightAt: column((arc) => arcs.weightAt[arc]!),
    weightStep: column((arc) => arcs.tailStep[arc]!),
    memberStep: column((arc) => arcs.headStep[arc]!),
  };
}

function linksOutOf({ nodes, size, arcs }: Graph): Links {
  const { starts: listenersOf, order } = group(nodes, arcs.tail, () => true);
  const messagesOut = new Float64Array(nodes);
  const messagesIn = new Float64Array(nodes);
  arcs.weightAt.forEach((weightAt, arc) => {
    if (weightAt < 0) return;
    const tail = arcs.tail[arc]!;
    const head = arcs.head[arc]!;
    messagesOut[tail]! += size[tail]! * size[head]!;
    messagesIn[head]! += size[tail]! * size[head]!;
  });
  const listeners = order.map((arc) => arcs.head[arc]!);
  return { nodes, listenersOf, listeners, messagesOut, messagesIn };
}

/** Arcs grouped by the node at one of their ends, in their own order (a counting sort). */
function group(
  nodes: number,
  end: Int32Array,
  keep: (arc: number) => boolean,
): { starts: Int32Array; order: Int32Array } {
  const starts = new Int32Array(nodes + 1);
  end.forEach((node, arc) => {
    if (keep(arc)) starts[node + 1]!++;
  });
  for (let n = 0; n < nodes; n++) starts[n + 1]! += starts[n]!;
  const next = starts.slice(0, nodes);
  const order = new Int32Array(starts[nodes]!);
  end.forEach((node, arc) => {
    if (keep(arc)) order[next[node]!++] = arc;
  });
  return { starts, order };
}
