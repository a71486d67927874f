import { groupEdges, type Graph } from "./graph.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every column has a place for every node or edge */

/** Looking for the shortest cycle is quadratic; after so many edges the shortest one seen is good enough. */
const mostEdgesLookedAt = 2e6;

/**
 * A cycle among the nodes of depth −1 (see depthsOf), as its nodes in the direction of the edges, or undefined
 * if no node has depth −1. A shortest one, unless the graph is so large that looking for it would take long.
 */
export function shortestCycle(graph: Graph, depth: Int32Array): number[] | undefined {
  const first = depth.indexOf(-1);
  if (first < 0) return undefined;
  let cycle = cycleAgainstEdges(graph, depth, first);
  const search = cycleSearch(graph, depth);
  for (let start = first; start < graph.nodes; start++) {
    if (depth[start] === -1) cycle = search(start, cycle.length) ?? cycle;
  }
  return cycle;
}

/** Every node of depth −1 has a source of depth −1, so that going against the edges must meet a node again. */
function cycleAgainstEdges({ nodes, source, target }: Graph, depth: Int32Array, first: number): number[] {
  const sourceOf = new Int32Array(nodes).fill(-1);
  for (let e = 0; e < source.length; e++) {
    if (source[e]! >= 0 && depth[source[e]!] === -1) sourceOf[target[e]!] = source[e]!;
  }
  const met = new Uint8Array(nodes);
  let node = first;
  for (; met[node] === 0; node = sourceOf[node]!) met[node] = 1;
  const cycle = [node];
  for (let next = sourceOf[node]!; next !== node; next = sourceOf[next]!) cycle.push(next);
  cycle.reverse();
  const smallest = cycle.reduce((least, each, i) => (each < cycle[least]! ? i : least), 0);
  return [...cycle.slice(smallest), ...cycle.slice(0, smallest)];
}

/** A function that looks for a cycle through `start` of fewer nodes than `length`, breadth first. */
function cycleSearch(
  graph: Graph,
  depth: Int32Array,
): (start: number, length: number) => number[] | undefined {
  const { nodes, source, target } = graph;
  const outgoing = groupEdges(source, nodes);
  // What was noted of a node in an earlier search is known by its start, so that nothing has to be cleared.
  const seenFrom = new Int32Array(nodes).fill(-1);
  const before = new Int32Array(nodes);
  const steps = new Int32Array(nodes);
  const queue = new Int32Array(nodes);
  let lookedAt = 0;

  return (start, length) => {
    queue[0] = start;
    seenFrom[start] = start;
    steps[start] = 1;
    let queued = 1;
    for (let k = 0; k < queued; k++) {
      const node = queue[k]!;
      if (steps[node]! >= length) return undefined;
      for (let i = outgoing.start[node]!; i < outgoing.start[node + 1]!; i++) {
        lookedAt += 1;
        if (lookedAt > mostEdgesLookedAt) return undefined;
        const next = target[outgoing.edges[i]!]!;
        if (next === start) return pathTo(node, start, before);
        if (depth[next] !== -1 || seenFrom[next] === start) continue;
        seenFrom[next] = start;
        before[next] = node;
        steps[next] = steps[node]! + 1;
        queue[queued++] = next;
      }
    }
    return undefined;
  };
}

function pathTo(node: number, start: number, before: Int32Array): number[] {
  const path = [node];
  for (let at = node; at !== start; at = before[at]!) path.push(before[at]!);
  return path.reverse();
}
