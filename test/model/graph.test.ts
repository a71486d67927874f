import { describe, expect, it } from "vitest";
import { depthsOf, groupEdges, type Graph } from "../../src/model/graph.ts";

const graph = (nodes: number, ...edges: readonly (readonly [number, number])[]): Graph => ({
  nodes,
  source: Int32Array.from(edges, ([source]) => source),
  target: Int32Array.from(edges, ([, target]) => target),
});

describe("edges in groups", () => {
  it("keep their order within a group, and leave out what is no edge", () => {
    const { start, edges } = groupEdges(Int32Array.of(2, 0, -1, 2, 0, 2), 4);
    expect([...start]).toEqual([0, 2, 2, 5, 5]);
    expect([...edges]).toEqual([1, 4, 0, 3, 5]);
  });
});

describe("depths", () => {
  it.each([
    ["a chain", graph(4, [2, 1], [1, 0], [0, 3]), [2], [2, 1, 0, 3]],
    ["a skip, by the longer way", graph(4, [0, 3], [0, 1], [1, 2], [2, 3]), [0], [0, 1, 2, 3]],
    ["nodes without edges, 0 for a root and 1 for others", graph(3, [1, 2]), [0], [0, 1, 2]],
    [
      "a cycle and what is behind it, -1",
      graph(5, [0, 1], [1, 2], [2, 1], [2, 3], [0, 4]),
      [0],
      [0, -1, -1, -1, 1],
    ],
    ["an edge that is none", graph(3, [0, 1], [-1, -1]), [0], [0, 1, 1]],
  ])("of %s", (_, edges, roots, expected) => {
    const isRoot = Uint8Array.from({ length: edges.nodes }, (_, node) => (roots.includes(node) ? 1 : 0));
    expect([...depthsOf(edges, isRoot)]).toEqual(expected);
  });
});
