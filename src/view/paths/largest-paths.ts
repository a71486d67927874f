import type { PathGraph } from "./path-graph.ts";
import type { Factors } from "./sum-paths.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every node, edge or rank */

/** A path by the nodes it leads through, and the edges between them: one edge less. */
export interface FoundPath {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  /** Without the activation that enters. */
  readonly product: number;
}

const toLoss = -1;

/**
 * The `most` paths from the last node to the loss with the largest |product|, largest first, however many paths there are:
 * the best of a node are made of the best of the nodes that it leads to, as a factor more does not change their order. Takes
 * time of edges × `most`, and memory of nodes × `most`.
 */
export function largestPaths(graph: PathGraph, factors: Factors, most: number): FoundPath[] {
  const { slots, isOutput, start, next } = graph;
  const { gain, error, enters, weight } = factors;
  const count = slots.length;
  // Rank r of node v stands at v · most + r.
  const products = new Float64Array(count * most);
  const edges = new Int32Array(count * most);
  const ranks = new Int32Array(count * most);
  const found = new Int32Array(count);
  for (let node = 0; node < count; node++) {
    const [from, to] = [start[node]!, start[node + 1]!];
    const used = new Int32Array(to - from);
    let isEnd = isOutput[node] === 1;
    const ending = enters === "activation" ? gain[node]! * error[node]! : error[node]!;
    for (let rank = 0; rank < most; rank++) {
      let [best, edge, bestSize] = [isEnd ? ending : NaN, isEnd ? toLoss : -2, isEnd ? sizeOf(ending) : -1];
      for (let e = from; e < to; e++) {
        const other = next[e]!;
        if (used[e - from]! >= found[other]!) continue;
        const product = gain[node]! * (weight[e]! * products[other * most + used[e - from]!]!);
        const size = sizeOf(product);
        if (size <= bestSize) continue;
        [best, edge, bestSize] = [product, e, size];
      }
      if (edge === -2) break;
      const place = node * most + rank;
      products[place] = best;
      edges[place] = edge;
      if (edge === toLoss) isEnd = false;
      else ranks[place] = used[edge - from]!++;
      found[node] = rank + 1;
    }
  }
  return Array.from({ length: found.at(-1) ?? 0 }, (_, rank) => {
    const path: { nodes: number[]; edges: number[] } = { nodes: [], edges: [] };
    let place = (count - 1) * most + rank;
    const product = products[place]!;
    for (;;) {
      path.nodes.push(Math.floor(place / most));
      const edge = edges[place]!;
      if (edge === toLoss) return { ...path, product };
      path.edges.push(edge);
      place = next[edge]! * most + ranks[place]!;
    }
  });
}

/** What is no number stands before all numbers: it must be seen. */
function sizeOf(product: number): number {
  return Number.isNaN(product) ? Infinity : Math.abs(product);
}
