import { describe, expect, test } from "vitest";
import { makePlan, type PlanName } from "../../../src/schedule/plans.ts";
import { actionsOf } from "../actions-of.ts";

// By hand, from the figures of the papers.

describe("the order of", () => {
  test.each<[PlanName, number, number, readonly string[]]>([
    ["sequential", 2, 2, ["0F0 0B0 0F1 0B1", "1F0 1B0 1F1 1B1"]],
    ["gpipe", 2, 2, ["0F0 0F1 0B0 0B1", "1F0 1F1 1B0 1B1"]],
    [
      "1f1b",
      3,
      4,
      [
        "0F0 0F1 0F2 0B0 0F3 0B1 0B2 0B3",
        "1F0 1F1 1B0 1F2 1B1 1F3 1B2 1B3",
        "2F0 2B0 2F1 2B1 2F2 2B2 2F3 2B3",
      ],
    ],
    ["1f1b", 3, 1, ["0F0 0B0", "1F0 1B0", "2F0 2B0"]],
    ["interleaved-1f1b", 2, 2, ["0F0 0F1 2F0 2F1 2B0 2B1 0B0 0B1", "1F0 1F1 3F0 3B0 3F1 3B1 1B0 1B1"]],
    [
      "zb-h1",
      3,
      4,
      [
        "0F0 0F1 0F2 0I0 0W0 0F3 0I1 0W1 0I2 0W2 0I3 0W3",
        "1F0 1F1 1I0 1F2 1I1 1W0 1F3 1I2 1W1 1I3 1W2 1W3",
        "2F0 2I0 2F1 2I1 2F2 2I2 2W0 2F3 2I3 2W1 2W2 2W3",
      ],
    ],
    [
      "zb-h2",
      2,
      4,
      ["0F0 0F1 0F2 0I0 0W0 0F3 0I1 0W1 0I2 0W2 0I3 0W3", "1F0 1I0 1F1 1I1 1F2 1I2 1W0 1F3 1I3 1W1 1W2 1W3"],
    ],
    [
      "chimera",
      4,
      4,
      [
        "0F0 0F1 3F2 3B2 3F3 3B3 0B0 0B1",
        "1F0 2F2 1F1 2F3 2B2 1B0 2B3 1B1",
        "1F2 2F0 1F3 2F1 2B0 1B2 2B1 1B3",
        "0F2 0F3 3F0 3B0 3F1 3B1 0B2 0B3",
      ],
    ],
  ])("%s with %d ranks and %d micro-batches", (name, ranks, microBatches, expected) => {
    expect(actionsOf(makePlan(name, { ranks, microBatches }))).toEqual(expected);
  });

  test("interleaved-1f1b with a single chunk is that of 1f1b", () => {
    const size = { ranks: 4, microBatches: 6, chunks: 1 };
    expect(makePlan("interleaved-1f1b", size)).toEqual(makePlan("1f1b", size));
  });
});
