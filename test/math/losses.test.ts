import { expect, test } from "vitest";
import type { LossName } from "../../src/math/loss.ts";
import { loss, lossNames } from "../../src/math/losses.ts";
import { random } from "../../src/math/random.ts";
import { scalarLosses } from "../oracle/scalar-loss.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- z and target are equally long */

interface Evaluated {
  readonly loss: number;
  readonly error: readonly number[];
}

/** z are the pre-activations of sigmoid outputs for binary cross-entropy, of identity outputs for all others. */
function evaluate(name: LossName, z: readonly number[], target: readonly number[]): Evaluated {
  const a = z.map((each) => (name === "binary-cross-entropy" ? 1 / (1 + Math.exp(-each)) : each));
  const count = z.length;
  /** Sample 1 of 3, in columns of which the others are not looked at; the outputs' places are far apart, the last one first. */
  const stride = 3;
  const at = Int32Array.from(z, (_, k) => 2 * (count - k) * stride);
  const column = (numbers: readonly number[]): Float64Array => {
    const block = new Float64Array((2 * count + 1) * stride).fill(NaN);
    numbers.forEach((each, k) => (block[at[k]! + 1] = each));
    return block;
  };
  const targets = Float64Array.from({ length: stride * count }, (_, i) => target[i - count] ?? NaN);
  const error = new Float64Array(count * stride).fill(NaN);
  const losses = new Float64Array(stride).fill(NaN);
  const scratch = new Float64Array(count).fill(NaN);
  loss(name).evaluate({ z: column(z), a: column(a), at, targets, error, stride, losses, scratch }, 1, 1);
  expect([losses[0], losses[2]]).toEqual([NaN, NaN]);
  expect(error.filter((each, i) => i % stride !== 1 && !Number.isNaN(each))).toEqual(new Float64Array(0));
  return { loss: losses[1] ?? NaN, error: Array.from(z, (_, k) => error[k * stride + 1]!) };
}

test("the four losses are known by name, with their outputs and where they enter", () => {
  expect(lossNames.map((name) => [loss(name).name, loss(name).outputs, loss(name).enters])).toEqual([
    ["half-squared-error", undefined, "activation"],
    ["mean-squared-error", undefined, "activation"],
    ["binary-cross-entropy", "sigmoid", "pre-activation"],
    ["softmax-cross-entropy", "identity", "activation"],
  ]);
});

test.each(["cross-entropy", "toString"])("the name %s is refused with what is allowed", (name) => {
  expect(() => loss(name as LossName)).toThrow(
    `loss: expected one of ${lossNames.join(", ")}; got "${name}"`,
  );
});

// By hand: differences 1, −2, 3 make squares 1, 4, 9. Numbers are chosen so that every operation is exact.
test.each<[LossName, number, number[]]>([
  ["half-squared-error", 7, [1, -2, 3]],
  ["mean-squared-error", 14 / 3, [2 / 3, -4 / 3, 2]],
])("%s of (2, −1, 0.5) against (1, 1, −2.5) is %d", (name, expected, error) => {
  expect(evaluate(name, [2, -1, 0.5], [1, 1, -2.5])).toEqual({ loss: expected, error });
});

test.each(lossNames)(
  "%s returns the sum of its samples' losses, which is not finite where one of them is not",
  (name) => {
    const summed = (...z: readonly number[]): { readonly sum: number; readonly losses: Float64Array } => {
      const numbers = Float64Array.from(z);
      const losses = new Float64Array(z.length);
      const [targets, error] = [new Float64Array(z.length).fill(1), new Float64Array(z.length)];
      const block = {
        z: numbers,
        a: numbers,
        at: Int32Array.of(0),
        targets,
        error,
        stride: z.length,
        losses,
      };
      return { sum: loss(name).evaluate({ ...block, scratch: new Float64Array(1) }, 0, z.length), losses };
    };
    const { sum, losses } = summed(0.5, -2, 0.25);
    expect(sum).toBe(losses[0]! + losses[1]! + losses[2]!);
    // Infinity on one side has no loss in any of them: softmax knows it as ∞ − ∞.
    for (const place of [0, 1, 2]) {
      const z = [0.5, 0.25, 0.125];
      z[place] = -Infinity;
      expect(summed(...z).sum).not.toSatisfy(Number.isFinite);
    }
  },
);

test("half-squared-error of Mazur's outputs is his published 0.298371109", () => {
  // https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/
  const result = evaluate("half-squared-error", [0.75136507, 0.772928465], [0.01, 0.99]);
  expect(result.loss).toBeCloseTo(0.298371109, 9);
  expect(result.error[0]).toBeCloseTo(0.74136507, 12);
});

test("binary-cross-entropy of an undecided output is ln 2 whatever the target", () => {
  expect(evaluate("binary-cross-entropy", [0], [0])).toEqual({ loss: Math.LN2, error: [0.5] });
  expect(evaluate("binary-cross-entropy", [0], [1])).toEqual({ loss: Math.LN2, error: [-0.5] });
  expect(evaluate("binary-cross-entropy", [0], [0.25])).toEqual({ loss: Math.LN2, error: [0.25] });
});

test("binary-cross-entropy is what its definition says, where that loses no digits", () => {
  const z = [-2, -0.5, 0.3, 1.5];
  const target = [0, 1, 0.4, 1];
  const terms = z.map((each, k) => {
    const a = 1 / (1 + Math.exp(-each));
    return -(target[k]! * Math.log(a) + (1 - target[k]!) * Math.log(1 - a));
  });
  expect(evaluate("binary-cross-entropy", z, target).loss).toBeCloseTo(
    terms[0]! + terms[1]! + terms[2]! + terms[3]!,
    14,
  );
});

test.each([
  [1000, 1, 0, 0],
  [1000, 0, 1000, 1],
  [-1000, 1, 1000, -1],
  [-1000, 0, 0, 0],
  [1e308, 1, 0, 0],
  [-1e308, 1, 1e308, -1],
])("binary-cross-entropy at z = %d against %d is %d, not NaN", (z, target, expected, error) => {
  expect(evaluate("binary-cross-entropy", [z], [target])).toEqual({ loss: expected, error: [error] });
});

test("softmax-cross-entropy of (1, 2, 3) against the last is ln(1 + e⁻¹ + e⁻²)", () => {
  const result = evaluate("softmax-cross-entropy", [1, 2, 3], [0, 0, 1]);
  // p = (0.09003057317038046, 0.24472847105479764, 0.6652409557748219), the well-known example.
  expect(result.loss).toBeCloseTo(0.40760596444438, 14);
  expect(result.error[0]).toBeCloseTo(0.09003057317038046, 15);
  expect(result.error[1]).toBeCloseTo(0.24472847105479764, 15);
  expect(result.error[2]).toBeCloseTo(0.6652409557748219 - 1, 15);
});

test("softmax-cross-entropy of equal outputs is ln K, and its errors are exactly 1/K and 1/K − 1", () => {
  expect(evaluate("softmax-cross-entropy", [7, 7, 7, 7], [0, 1, 0, 0])).toEqual({
    loss: Math.log(4),
    error: [0.25, -0.75, 0.25, 0.25],
  });
});

test("softmax-cross-entropy weighs p by the sum of the targets, which makes it the derivative for any of them", () => {
  expect(evaluate("softmax-cross-entropy", [0, 0], [2, 1])).toEqual({
    loss: 3 * Math.LN2,
    error: [-0.5, 0.5],
  });
  expect(evaluate("softmax-cross-entropy", [5, -5], [0, 0])).toEqual({ loss: 0, error: [0, 0] });
});

test.each<[number[], number[], number, number[]]>([
  [[1000, -1000], [1, 0], 0, [0, 0]],
  [[1000, -1000], [0, 1], 2000, [1, -1]],
  [[1e308, -1e308], [1, 0], 0, [0, 0]],
  [[-1e308, -1e308], [1, 0], Math.LN2, [-0.5, 0.5]],
  [[-745.2, 745.2], [1, 0], 1490.4, [-1, 1]],
])("softmax-cross-entropy of %j against %j is %d, not NaN", (z, target, expected, error) => {
  expect(evaluate("softmax-cross-entropy", z, target)).toEqual({ loss: expected, error });
});

const { normal, uniform } = random(2, "losses");

test.each(lossNames)("%s has the bits of the scalar reference, over one to twelve outputs", (name) => {
  for (let count = 1; count <= 12; count++) {
    const z = Array.from({ length: count }, () => 4 * normal());
    const target = Array.from({ length: count }, uniform);
    const a = z.map((each) => (name === "binary-cross-entropy" ? 1 / (1 + Math.exp(-each)) : each));
    expect(evaluate(name, z, target)).toEqual(scalarLosses[name].evaluate(z, a, target));
  }
});

test.each(lossNames)("the error of %s is the central difference of its loss", (name) => {
  // With respect to z: the outputs are identities, or the loss enters at the pre-activation.
  const h = 1e-5;
  const z = [0.3, -1.2, 2.1, 0.9];
  const target = [0.2, 0.5, 0.1, 0.7];
  const { error } = evaluate(name, z, target);
  for (const k of z.keys()) {
    const moved = (by: number): number => evaluate(name, z.with(k, z[k]! + by), target).loss;
    // h²/6 · |L'''| is below 2e-11, rounding below 8 · 2⁻⁵² / h = 1.8e-10.
    expect(Math.abs((moved(h) - moved(-h)) / (2 * h) - error[k]!)).toBeLessThan(2e-10);
  }
});

test.each(lossNames)("%s does not hide a NaN among its outputs", (name) => {
  const result = evaluate(name, [1, NaN], [0, 1]);
  expect(result.loss).toBeNaN();
  expect(result.error[1]).toBeNaN();
});
