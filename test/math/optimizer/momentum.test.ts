import { expect, test } from "vitest";
import { commitAll } from "./commit-all.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there is a row for every commit */

const gradients = [
  [2, -2],
  [-1, 1],
  [4, -4],
];

test("momentum starts from the gradient itself (three commits by hand)", () => {
  // Buffers 2, 0.5·2 − 1 = 0, 4. The second parameter mirrors the first.
  expect(commitAll({ name: "momentum", momentum: 0.5 }, 0.5, [1, -1], gradients)).toEqual([
    [0, 0],
    [0, 0],
    [-2, 2],
  ]);
});

test("dampening holds back every gradient but the first (three commits by hand)", () => {
  // Buffers 2, 0.5·2 − 0.5·1 = 0.5, 0.5·0.5 + 0.5·4 = 2.25.
  expect(commitAll({ name: "momentum", momentum: 0.5, dampening: 0.5 }, 0.5, [1, -1], gradients)).toEqual([
    [0, 0],
    [-0.25, 0.25],
    [-1.375, 1.375],
  ]);
});

test("momentum adds the L2 penalty before the buffer (three commits by hand)", () => {
  // Gradients 2.5, −1.125, 3.84375; buffers 2.5, 0.125, 3.90625.
  expect(commitAll({ name: "momentum", momentum: 0.5, weightDecay: 0.5 }, 0.5, [1, -1], gradients)).toEqual([
    [-0.25, 0.25],
    [-0.3125, 0.3125],
    [-2.265625, 2.265625],
  ]);
});

test("nesterov looks one step of the buffer ahead (three commits by hand)", () => {
  // Buffers 2, 0, 4; moves by 2 + 1, −1 + 0, 4 + 2, each times 0.5.
  expect(commitAll({ name: "nesterov", momentum: 0.5 }, 0.5, [1, -1], gradients)).toEqual([
    [-0.5, 0.5],
    [0, 0],
    [-3, 3],
  ]);
});

test("momentum under a constant gradient nears ten times its rate, at PyTorch's default of 0.9", () => {
  const positions = commitAll(
    { name: "momentum" },
    0.01,
    [0],
    Array.from({ length: 400 }, () => [1]),
  );
  expect(positions[398]![0]! - positions[399]![0]!).toBeCloseTo(0.1, 12);
});
