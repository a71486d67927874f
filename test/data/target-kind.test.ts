import { describe, expect, test } from "vitest";
import { createSamples } from "../../src/data/samples.ts";
import { countCorrect, targetKind } from "../../src/data/target-kind.ts";

describe("targetKind", () => {
  test.each([
    [
      [
        [1, 0],
        [0, 1],
      ],
      "one-hot",
    ],
    [[[0, 0, 1]], "one-hot"],
    [
      [
        [1, 0],
        [0, 0],
      ],
      "binary",
    ],
    [
      [
        [1, 0],
        [1, 1],
      ],
      "binary",
    ],
    [
      [
        [1, 1, 0],
        [0, 0, 0],
      ],
      "binary",
    ],
    [[[0], [1]], "binary"],
    [[[1], [1]], "binary"],
    [[[-1], [1]], "signed"],
    [
      [
        [-1, -1],
        [1, -1],
      ],
      "signed",
    ],
    [[[0], [-1]], "other"],
    [[[0.5]], "other"],
    [[[2]], "other"],
    [[[]], "other"],
  ])("of %j is %s", (targets, expected) => {
    const inputs = targets.map(() => [0]);
    expect(targetKind(createSamples(inputs, targets))).toBe(expected);
  });
});

describe("a right answer", () => {
  test.each([
    ["one-hot", [0.1, 0.7, 0.2], [0, 1, 0], true],
    ["one-hot", [0.1, 0.7, 0.2], [1, 0, 0], false],
    ["one-hot", [-3, -2, -1], [0, 0, 1], true],
    ["one-hot", [0.5, 0.5, 0.1], [1, 0, 0], true],
    ["one-hot", [0.5, 0.5, 0.1], [0, 1, 0], false],
    ["one-hot", [NaN, 0.5, 0.1], [1, 0, 0], false],
    ["one-hot", [0.1, NaN, 0.5], [0, 0, 1], false],
    ["binary", [0.5], [1], true],
    ["binary", [0.5], [0], false],
    ["binary", [0.4999], [0], true],
    ["binary", [0.9, 0.1, 0.8], [1, 0, 1], true],
    ["binary", [0.9, 0.1, 0.2], [1, 0, 1], false],
    ["binary", [NaN], [0], false],
    ["binary", [NaN], [1], false],
    ["signed", [0.01], [1], true],
    ["signed", [-0.01], [1], false],
    ["signed", [-0.01], [-1], true],
    ["signed", [0], [1], true],
    ["signed", [0], [-1], false],
    ["signed", [NaN], [-1], false],
  ] as const)("%s: outputs %j for targets %j: %s", (kind, outputs, targets, expected) => {
    const thrice = (row: readonly number[]): Float64Array => Float64Array.of(...row, ...row, ...row);
    expect(countCorrect(kind, thrice(outputs), thrice(targets), 2, outputs.length)).toBe(expected ? 2 : 0);
  });
});

test("as many rows are counted as are answered rightly one by one", () => {
  const outputs = Float64Array.of(0.6, 0.1, 0.2, 0.8, 0.4, 0.5, 9, 9);
  const targets = Float64Array.of(1, 0, 1, 0, 0, 1, 1, 1);
  expect(countCorrect("one-hot", outputs, targets, 3, 2)).toBe(2);
  expect(countCorrect("one-hot", outputs, targets, 1, 2)).toBe(1);
  expect(countCorrect("binary", outputs, targets, 6, 1)).toBe(4);
  expect(countCorrect("binary", outputs, targets, 0, 1)).toBe(0);
});
