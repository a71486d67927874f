import { expect, test } from "vitest";
import { learningRate, type LearningRateOptions } from "../../src/math/learning-rates.ts";

/* eslint-disable no-restricted-syntax -- these are powers of two, which are exact */

function first(count: number, options: LearningRateOptions): number[] {
  return Array.from({ length: count }, (_, commit) => learningRate(options)(commit));
}

// By hand; in powers of two, so that every product is exact.
test.each<[LearningRateOptions, number[]]>([
  [0.1, [0.1, 0.1, 0.1]],
  [{ kind: "constant", rate: 0.25 }, [0.25, 0.25, 0.25]],
  [{ kind: "step", rate: 1, every: 2, factor: 0.5 }, [1, 1, 0.5, 0.5, 0.25, 0.25, 0.125]],
  [{ kind: "step", rate: 8, every: 1, factor: 0.25 }, [8, 2, 0.5, 0.125]],
  [{ kind: "warm-up", commits: 3, then: 1 }, [0.25, 0.5, 0.75, 1, 1, 1]],
  [
    { kind: "warm-up", commits: 1, then: { kind: "step", rate: 1, every: 2, factor: 0.5 } },
    [0.5, 1, 1, 0.5, 0.5, 0.25],
  ],
])("the rates of %j are %j", (options, expected) => {
  expect(first(expected.length, options)).toEqual(expected);
});

test("cosine falls from the rate to the floor along half a period, and stays there", () => {
  const rates = first(8, { kind: "cosine", rate: 1, commits: 6, floor: 0.5 });
  // cos of 0°, 30°, …, 150°.
  const root = Math.sqrt(3) / 2;
  const expected = [1, root, 0.5, 0, -0.5, -root].map((cosine) => 0.5 + 0.25 * (1 + cosine));
  for (const [commit, rate] of [...expected, 0.5, 0.5].entries()) expect(rates[commit]).toBeCloseTo(rate, 15);
  expect(rates.slice(6)).toEqual([0.5, 0.5]);
  expect(first(3, { kind: "cosine", rate: 1, commits: 2 })[2]).toBe(0);
});

test("steps are products of the factor, in whatever order they are asked for", () => {
  const rate = learningRate({ kind: "step", rate: 0.3, every: 1, factor: 0.7 });
  expect([rate(3), rate(0), rate(1), rate(3)]).toEqual([
    0.3 * 0.7 * 0.7 * 0.7,
    0.3,
    0.3 * 0.7,
    0.3 * 0.7 * 0.7 * 0.7,
  ]);
});

test("steps that no longer change the rate cost nothing, and a far commit is reached at once", () => {
  const halved = learningRate({ kind: "step", rate: 1, every: 1, factor: 0.5 });
  // Subnormal numbers end at 2⁻¹⁰⁷⁴.
  expect([halved(1074), halved(1075), halved(1e15)]).toEqual([Number.MIN_VALUE, 0, 0]);
  expect(learningRate({ kind: "step", rate: 0.1, every: 1, factor: 1 })(1e15)).toBe(0.1);
});

test("a million commits of any kind take linear time", () => {
  const rate = learningRate({
    kind: "warm-up",
    commits: 10,
    then: { kind: "step", rate: 1, every: 1, factor: 1 - 2 ** -20 },
  });
  let last = 0;
  for (let commit = 0; commit < 1_000_000; commit++) last = rate(commit);
  // (1 − 2⁻²⁰)^999989 with up to a million roundings of 2⁻⁵³.
  expect(Math.abs(last / Math.exp(999_989 * Math.log1p(-(2 ** -20))) - 1)).toBeLessThan(1e6 * 2 ** -53);
});

test.each<[unknown, string]>([
  [-1, "learningRate: expected a finite number from 0; got -1"],
  [{ kind: "constant" }, "learningRate.rate: expected a finite number from 0; got nothing"],
  [
    { kind: "step", rate: 1, every: 0, factor: 0.5 },
    "learningRate.every: expected a whole number from 1; got 0",
  ],
  [
    { kind: "step", rate: 1, every: 1, factor: 0 },
    "learningRate.factor: expected a finite number above 0; got 0",
  ],
  [
    { kind: "cosine", rate: 1, commits: 2.5 },
    "learningRate.commits: expected a whole number from 1; got 2.5",
  ],
  [
    { kind: "cosine", rate: 1, commits: 2, floor: 3 },
    "learningRate.floor: expected a number from 0 to rate (1); got 3",
  ],
  [
    { kind: "warm-up", commits: 2, then: { kind: "constant", rate: NaN } },
    "learningRate.then.rate: expected a finite number from 0; got NaN",
  ],
  [
    { kind: "cosin" },
    'learningRate.kind: expected one of constant, step, cosine, warm-up; got "cosin" (did you mean "cosine"?)',
  ],
])("%j is refused", (options, message) => {
  expect(() => learningRate(options as LearningRateOptions)).toThrow(new RangeError(message));
});
