import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortestCycle } from "../../src/model/cycle.ts";
import { depthsOf, type Graph } from "../../src/model/graph.ts";

const nodeCount = 7;
const node = fc.integer({ min: 0, max: nodeCount - 1 });
const edgeLists = fc.array(
  fc.tuple(node, node).filter(([source, target]) => source !== target),
  { maxLength: 14 },
);

function cycleOf(edges: readonly (readonly [number, number])[], nodes = nodeCount): number[] | undefined {
  const graph: Graph = {
    nodes,
    source: Int32Array.from(edges, ([source]) => source),
    target: Int32Array.from(edges, ([, target]) => target),
  };
  return shortestCycle(graph, depthsOf(graph, new Uint8Array(nodes)));
}

/** The fewest steps that lead from a node back to it, by relaxing all paths (Floyd 1962, Warshall 1962). */
function fewestSteps(edges: readonly (readonly [number, number])[]): number {
  const steps = Array.from({ length: nodeCount }, () => Array<number>(nodeCount).fill(Infinity));
  const between = (i: number, j: number): number => steps[i]?.[j] ?? Infinity;
  for (const [source, target] of edges) steps[source]?.splice(target, 1, 1);
  for (let k = 0; k < nodeCount; k++) {
    for (let i = 0; i < nodeCount; i++) {
      for (let j = 0; j < nodeCount; j++) {
        steps[i]?.splice(j, 1, Math.min(between(i, j), between(i, k) + between(k, j)));
      }
    }
  }
  return Math.min(...steps.map((_, i) => between(i, i)));
}

describe("the cycle that is found", () => {
  it("is made of edges, as short as any, and is there exactly if any is", () => {
    fc.assert(
      fc.property(edgeLists, (edges) => {
        const cycle = cycleOf(edges);
        expect(cycle?.length ?? Infinity).toBe(fewestSteps(edges));
        cycle?.forEach((from, i) => {
          const to = cycle[(i + 1) % cycle.length];
          expect(edges).toContainEqual([from, to]);
        });
        expect(cycle?.[0]).toBe(cycle && Math.min(...cycle));
      }),
      { numRuns: 1000 },
    );
  });

  it("is a longer one where looking for a shortest one would take too long", () => {
    // A ring of 30,000 with a shortcut at its end: looking from each of its nodes is 9·10⁸ steps.
    const count = 30_000;
    const ring = Array.from({ length: count }, (_, i) => [i, (i + 1) % count] as const);
    const cycle = cycleOf([[count - 1, count - 3], ...ring], count);
    expect(cycle).toEqual(ring.map(([node]) => node));
  });
});
