import { expect, test } from "vitest";
import { erf, erfc } from "../../src/math/erf.ts";
import { random } from "../../src/math/random.ts";
import { errorInUlps, exactErf, exactErfc } from "./exact-erf.ts";

// Abramowitz and Stegun, table 7.1, ten digits.
test.each([
  [0.02, 0.0225645747],
  [0.1, 0.112462916],
  [0.5, 0.5204998778],
  [0.84, 0.7651427115],
  [1, 0.8427007929],
  [1.26, 0.9252359418],
  [1.5, 0.9661051465],
  [2, 0.995322265],
])("erf(%d) is the tabulated %d", (x, tabulated) => {
  expect(Math.abs(erf(x) - tabulated)).toBeLessThanOrEqual(0.5e-10);
});

// 17 digits, from an evaluation in 40.
test.each([
  [0.1, 0.11246291601828489],
  [0.5, 0.52049987781304654],
  [1, 0.84270079294971487],
  [1.2, 0.91031397822963538],
  [2, 0.99532226501895273],
  [3, 0.99997790950300141],
  [5.5, 0.99999999999999264],
])("erf(%d) is %d within one unit in the last place", (x, expected) => {
  expect(Math.abs(erf(x) - expected)).toBeLessThanOrEqual(expected * Number.EPSILON);
});

test.each([
  [-2, 1.9953222650189527],
  [0.5, 0.47950012218695346],
  [1, 0.15729920705028513],
  [2, 0.0046777349810472658],
  [5, 1.5374597944280349e-12],
  [10, 2.088487583762545e-45],
  [20, 5.3958656116079009e-176],
  [26, 5.6631924088561428e-296],
])("erfc(%d) is %d within three units in the last place", (x, expected) => {
  expect(Math.abs(erfc(x) - expected)).toBeLessThanOrEqual(3 * expected * Number.EPSILON);
});

const { uniform } = random(1, "erf");

test("erf is within one unit in the last place of its exact series", () => {
  for (const x of [
    1e-9,
    0.84375,
    1.25,
    2.8571414947509766,
    ...Array.from({ length: 400 }, () => 5.9 * uniform()),
  ]) {
    expect(errorInUlps(erf(x), exactErf(x)), `erf(${String(x)})`).toBeLessThan(1);
  }
});

test("erfc is within three units in the last place of its exact series", () => {
  for (const x of [
    0.25,
    0.84375,
    1.25,
    2.8571414947509766,
    ...Array.from({ length: 400 }, () => 12 * uniform()),
  ]) {
    expect(errorInUlps(erfc(x), exactErfc(x)), `erfc(${String(x)})`).toBeLessThan(3);
    expect(errorInUlps(erfc(-x), exactErfc(-x)), `erfc(${String(-x)})`).toBeLessThan(3);
  }
});

test("erf is odd, erfc(−x) is 2 − erfc(x), and erf and erfc make 1", () => {
  for (let x = 0; x < 30; x += 1 / 64) {
    expect(erf(-x)).toBe(-erf(x));
    // One rounding each at most, of numbers below 2 and below 1.
    expect(Math.abs(erfc(-x) - (2 - erfc(x)))).toBeLessThanOrEqual(Number.EPSILON);
    expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThanOrEqual(Number.EPSILON);
  }
});

test("erf and erfc keep their limits and pass NaN on", () => {
  expect([erf(6), erf(1e308), erf(-Infinity)]).toEqual([1, 1, -1]);
  expect([erfc(28), erfc(1e308), erfc(-6), erfc(-Infinity)]).toEqual([0, 0, 2, 2]);
  expect([erf(0), erf(-0), erfc(0)]).toEqual([0, -0, 1]);
  expect([erf(NaN), erfc(NaN)]).toEqual([NaN, NaN]);
});

test("erf of a tiny number is 2/√π times it", () => {
  for (const x of [1e-300, 1e-30, 1e-10]) expect(erf(x) / x).toBeCloseTo(2 / Math.sqrt(Math.PI), 15);
});
