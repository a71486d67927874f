import { expect, test } from "vitest";
import { random, type Random, uniformAt } from "../../src/math/random.ts";
import { fnv1a, stateOf, xoshiro } from "./whole-number-random.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   columns are equally long, and every cell has its place */
/* eslint-disable no-restricted-syntax --
   powers of two are exact, and moments are compared within their standard errors */

test("the reference gives the published first numbers of xoshiro128** 1.1 from state 1, 2, 3, 4", () => {
  // As xoshiro128starstar.c prints them, and as the rand_xoshiro crate's tests list them.
  const next = xoshiro([1n, 2n, 3n, 4n]);
  expect(Array.from({ length: 10 }, () => Number(next()))).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test("the reference hashes as FNV-1a's authors publish", () => {
  expect(["", "a", "foobar"].map(fnv1a)).toEqual([0x811c9dc5n, 0xe40c292cn, 0xbf9cf968n]);
});

test.each([
  [0, ""],
  [1, "weights/h"],
  [7, "shuffle/3"],
  [-5, "a"],
  [4294967296, "b"],
  [0.5, "c"],
])("random(%d, %j) is 53 bits of xoshiro128** a number", (seed, domain) => {
  const { uniform } = random(seed, domain);
  const next = xoshiro(stateOf(seed, domain));
  for (let i = 0; i < 1000; i++) {
    const [high, low] = [next() >> 5n, next() >> 6n];
    expect(uniform()).toBe(Number((high << 26n) | low) / 2 ** 53);
  }
});

test("many uniform numbers at a time are the ones that come one by one", () => {
  const [many, single] = [random(3, "many"), random(3, "many")];
  for (const count of [1, 5, 0, 64, 2]) {
    expect([...many.uniforms(count).subarray(0, count)]).toEqual(take(count, single.uniform));
    expect(many.normal()).toBe(single.normal());
  }
});

function take(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

test("the same seed and domain give the same course, another seed or domain another one", () => {
  const course = (seed: number, domain: string): number[] => take(100, random(seed, domain).uniform);
  expect(course(1, "a")).toEqual(course(1, "a"));
  expect(course(1, "a")).not.toEqual(course(2, "a"));
  expect(course(1, "a")).not.toEqual(course(1, "b"));
});

test("what one domain draws never moves another one", () => {
  const [alone, beside, other] = [random(1, "a"), random(1, "a"), random(1, "b")];
  const expected = take(100, alone.uniform);
  const interleaved = take(100, () => {
    other.normal();
    return beside.uniform();
  });
  expect(interleaved).toEqual(expected);
});

test("neighbouring seeds and domains are uncorrelated", () => {
  const count = 20_000;
  const streams = [random(1, "w/0"), random(1, "w/1"), random(2, "w/0"), random(2, "w/1")];
  const columns = streams.map(({ uniform }) => take(count, () => uniform() - 0.5));
  for (const [i, x] of columns.entries()) {
    for (const y of columns.slice(i + 1)) {
      // The correlation of independent columns has standard error 1/√n.
      const correlation = (12 * x.reduce((sum, value, k) => sum + value * y[k]!, 0)) / count;
      expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(count));
    }
  }
});

/** Σ (observed − expected)² / expected over equally likely cells. */
function chiSquare(cells: readonly number[], cellCount: number): number {
  const observed = new Array<number>(cellCount).fill(0);
  for (const cell of cells) observed[cell] = observed[cell]! + 1;
  const expected = cells.length / cellCount;
  return observed.reduce((sum, each) => sum + ((each - expected) * (each - expected)) / expected, 0);
}

// Chi-square with k − 1 degrees of freedom has mean k − 1 and variance 2(k − 1): within five deviations, either side.
test.each<[string, number, (source: Random) => number]>([
  ["uniform, in 256 cells,", 256, ({ uniform }) => Math.floor(uniform() * 256)],
  ["uniform's lower bits", 256, ({ uniform }) => Math.floor(uniform() * 2 ** 40) % 256],
  ["integer(10)", 10, ({ integer }) => integer(10)],
  ["integer(3), in triples,", 27, ({ integer }) => 9 * integer(3) + 3 * integer(3) + integer(3)],
])("%s falls evenly over its %d cells", (_, cellCount, cellOf) => {
  const source = random(11, "cells");
  const statistic = chiSquare(
    take(200_000, () => cellOf(source)),
    cellCount,
  );
  const freedom = cellCount - 1;
  expect(Math.abs(statistic - freedom)).toBeLessThan(5 * Math.sqrt(2 * freedom));
});

test("uniform stays in [0, 1), integer in 0 … limit − 1, and integer(1) is 0", () => {
  const { uniform, integer } = random(5, "bounds");
  expect(take(100_000, uniform).every((u) => u >= 0 && u < 1)).toBe(true);
  expect(new Set(take(1000, () => integer(4)))).toEqual(new Set([0, 1, 2, 3]));
  expect(integer(1)).toBe(0);
});

test("normal has the moments of the standard normal distribution: 0, 1, 0, 3", () => {
  const count = 200_000;
  const draws = take(count, random(13, "normal").normal);
  const moment = (power: number): number => draws.reduce((sum, x) => sum + x ** power, 0) / count;
  // Var(x^p) = E x^2p − (E x^p)², with E x² = 1, E x⁴ = 3, E x⁶ = 15, E x⁸ = 105; five standard errors.
  for (const [power, mean, variance] of [
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
  ] as const) {
    expect(Math.abs(moment(power) - mean)).toBeLessThan(5 * Math.sqrt(variance / count));
  }
});

test("uniformAt is uniform over places and over keys", () => {
  const cells = 100;
  for (const draw of [(n: number) => uniformAt(7, n), (n: number) => uniformAt(n * 7919, 3)]) {
    let n = 0;
    const statistic = chiSquare(
      take(100_000, () => Math.floor(draw(n++) * cells)),
      cells,
    );
    expect(Math.abs(statistic - (cells - 1))).toBeLessThan(5 * Math.sqrt(2 * (cells - 1)));
  }
  expect(uniformAt(1, 0)).not.toBe(uniformAt(2, 0));
});

test("uniformAt stands on the course of the published splitmix32", () => {
  const key = Number(fnv1a("7/domain"));
  const course = stateOf(7, "domain").map((word) => Number(word) / 4294967296);
  expect([0, 1, 2, 3].map((place) => uniformAt(key, place))).toEqual(course);
});
