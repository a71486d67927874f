/* eslint-disable @typescript-eslint/no-non-null-assertion -- every column has a place for every node or edge */

/** A directed graph as columns of numbers: edge e leads from node source[e] to node target[e]; −1: no edge. */
export interface Graph {
  readonly nodes: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
}

/** Edges by the node at one of their ends: those of node n are edges[start[n]] … edges[start[n + 1] − 1]. */
export interface EdgeGroups {
  readonly start: Int32Array;
  readonly edges: Int32Array;
}

/** Groups edges by target (or source), in their own order within a group. Linear: a counting sort. */
export function groupEdges(ends: Int32Array, nodes: number): EdgeGroups {
  const start = new Int32Array(nodes + 1);
  for (const node of ends) if (node >= 0) start[node + 1]! += 1;
  for (let node = 0; node < nodes; node++) start[node + 1]! += start[node]!;
  const edges = new Int32Array(start[nodes]!);
  const next = start.slice();
  for (let e = 0; e < ends.length; e++) {
    const node = ends[e]!;
    if (node >= 0) edges[next[node]!++] = e;
  }
  return { start, edges };
}

/**
 * Steps of each node along the longest path that leads to it (Kahn 1962, linear); −1 for the nodes of cycles and
 * all that lie behind them. Nodes marked in `roots` are at 0, others without incoming edges at 1.
 */
export function depthsOf(graph: Graph, roots: Uint8Array): Int32Array {
  const { nodes, source, target } = graph;
  const outgoing = groupEdges(source, nodes);
  const pending = new Int32Array(nodes);
  for (const node of target) if (node >= 0) pending[node]! += 1;
  const longest = new Int32Array(nodes);
  const depth = new Int32Array(nodes).fill(-1);
  const queue = new Int32Array(nodes);
  let queued = 0;
  for (let node = 0; node < nodes; node++) {
    if (pending[node] !== 0) continue;
    longest[node] = roots[node] === 1 ? 0 : 1;
    queue[queued++] = node;
  }
  for (let first = 0; first < queued; first++) {
    const node = queue[first]!;
    depth[node] = longest[node]!;
    for (let k = outgoing.start[node]!; k < outgoing.start[node + 1]!; k++) {
      const next = target[outgoing.edges[k]!]!;
      longest[next] = Math.max(longest[next]!, longest[node]! + 1);
      pending[next]! -= 1;
      if (pending[next] === 0) queue[queued++] = next;
    }
  }
  return depth;
}
