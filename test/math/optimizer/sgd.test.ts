import { blockOf } from "../../../src/math/kernels/block.ts";
import { jsKernels } from "../../../src/math/kernels/js-kernels.ts";
import { scalarCount } from "../../../src/math/kernels/scalars.ts";
import { expect, test } from "vitest";
import { newStep } from "../../../src/math/optimizer.ts";
import { optimizer } from "../../../src/math/optimizers.ts";
import { commitAll } from "./commit-all.ts";

test("sgd moves by rate times gradient (three commits by hand)", () => {
  expect(
    commitAll(
      { name: "sgd" },
      0.5,
      [1, -3],
      [
        [2, 4],
        [-1, 0],
        [4, -2],
      ],
    ),
  ).toEqual([
    [0, -5],
    [0.5, -5],
    [-1.5, -4],
  ]);
});

test("sgd without decay is w − rate·g to the last bit, even with numbers that round", () => {
  const [rate, w, g] = [0.1, 0.7, 0.3];
  expect(commitAll({ name: "sgd" }, rate, [w], [[g]])).toEqual([[w - rate * g]]);
  // A decay of 0 is no decay: 0 · ∞ would be NaN.
  expect(commitAll({ name: "sgd" }, rate, [Infinity], [[g]])).toEqual([[Infinity]]);
});

test("sgd adds the L2 penalty to the gradient (three commits by hand)", () => {
  // g + 0.5·w: 2.5, then −1 − 0.125, then 4 + 0.15625.
  expect(commitAll({ name: "sgd", weightDecay: 0.5 }, 0.5, [1], [[2], [-1], [4]])).toEqual([
    [-0.25],
    [0.3125],
    [-1.765625],
  ]);
});

test("an update leaves alone what lies outside its range", () => {
  const { begin, kernel } = optimizer({ name: "sgd" });
  const scalars = blockOf(new Float64Array(scalarCount));
  begin(newStep(), 1, scalars.numbers);
  const parameters = blockOf(Float64Array.of(1, 1, 1, 1));
  jsKernels("f64")[kernel](parameters, blockOf(Float64Array.of(1, 2, 3, 4)), [], scalars, 1, 3);
  expect([...parameters.numbers]).toEqual([1, -1, -2, 1]);
});
