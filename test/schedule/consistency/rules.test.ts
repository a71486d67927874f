import { describe, expect, it } from "vitest";
import { gossip } from "../../../src/schedule/consistency/gossip.ts";
import { softsync } from "../../../src/schedule/consistency/softsync.ts";

describe("mixing", () => {
  const [half, third] = [1 / 2, 1 / 3];

  it.each([
    { graph: "ring", mixing: [[1]] },
    {
      graph: "ring",
      mixing: [
        [half, half],
        [half, half],
      ],
    },
    {
      graph: "ring",
      mixing: [
        [third, third, third],
        [third, third, third],
        [third, third, third],
      ],
    },
    {
      graph: "ring",
      mixing: [
        [third, third, 0, 0, third],
        [third, third, third, 0, 0],
        [0, third, third, third, 0],
        [0, 0, third, third, third],
        [third, 0, 0, third, third],
      ],
    },
    { graph: "complete", mixing: Array.from({ length: 4 }, () => [1 / 4, 1 / 4, 1 / 4, 1 / 4]) },
  ] as const)("on a $graph is $mixing", ({ graph, mixing }) => {
    expect(gossip({ workers: mixing.length, graph }).mixing).toEqual(mixing);
  });
});

describe("softsync", () => {
  it("gathers ⌊M / n⌋ pushes, one at least", () => {
    const gathered = [1, 2, 3, 5, 8, 9].map((splits) => softsync({ workers: 8, splits }).commit.pushes);
    expect(gathered).toEqual([8, 4, 2, 1, 1, 1]);
  });
});
