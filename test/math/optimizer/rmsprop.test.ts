import { expect, test } from "vitest";
import { commitAll } from "./commit-all.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there is a row for every commit */

test("rmsprop divides by the root of the running mean of squares (three commits by hand)", () => {
  // With α = 0.75 the means of squares are 1, 1, 0.75 + 7.5625/4 = 1.625²; with ε = 1 divisors 2, 2, 2.625.
  const options = { name: "rmsprop", alpha: 0.75, epsilon: 1 } as const;
  expect(
    commitAll(
      options,
      0.5,
      [1, -1],
      [
        [2, -2],
        [1, -1],
        [2.75, -2.75],
      ],
    ),
  ).toEqual([
    [0.5, -0.5],
    [0.25, -0.25],
    [0.25 - 1.375 / 2.625, 1.375 / 2.625 - 0.25],
  ]);
});

test("rmsprop's first step is ten rates long at PyTorch's default of 0.99, whatever the gradient's size", () => {
  const [row] = commitAll({ name: "rmsprop" }, 0.01, [0, 0], [[1e-3, -1e5]]);
  // 1/√(1 − 0.99) = 10; ε is 10⁻⁴ of √v for the smaller one.
  expect(row![0]).toBeCloseTo(-0.1 / (1 + 1e-4), 14);
  expect(row![1]).toBeCloseTo(0.1, 12);
});

test("a gradient that was always 0 moves nothing and makes no NaN", () => {
  expect(commitAll({ name: "rmsprop" }, 0.01, [3], [[0], [0]])).toEqual([[3], [3]]);
});
