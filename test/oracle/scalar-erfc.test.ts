import { expect, test } from "vitest";
import { erf, erfcFraction } from "./dual-arithmetic.ts";
import { erfc } from "./scalar-erfc.ts";

// To 17 digits, from an evaluation in 40 digits; 0.5, 1, 2 also in Abramowitz and Stegun, table 7.1.
const values: readonly [number, number][] = [
  [-5.75, 1.9999999999999996],
  [-2.9, 1.9999589021219004],
  [-1.5, 1.9661051464753108],
  [-1.1, 1.8802050695740817],
  [-0.5, 1.5204998778130465],
  [1e-20, 1.0],
  [0.1, 0.887537083981715],
  [0.25, 0.7236736098317631],
  [0.5, 0.4795001221869535],
  [0.84, 0.23485728854500548],
  [0.9, 0.20309178757716786],
  [1, 0.15729920705028513],
  [1.25, 0.07709987174354177],
  [2, 0.004677734981047266],
  [2.857, 5.3358260086846374e-5],
  [2.9, 4.1097878099458858e-5],
  [3.7, 1.6715105790914599e-7],
  [5.3, 6.613081850340811e-14],
  [8.1, 2.216308572065754e-30],
  [13.3, 6.368006404723223e-79],
];

test.each(values)("erfc(%d) is the tabulated value within two units in the last place", (x, expected) => {
  expect(Math.abs(erfc(x) - expected)).toBeLessThanOrEqual(2 * Number.EPSILON * Math.abs(expected));
});

test("erfc has its limits", () => {
  expect([erfc(Infinity), erfc(-Infinity), erfc(0), erfc(-0), erfc(28), erfc(-28)]).toEqual([
    0, 2, 1, 1, 0, 2,
  ]);
  expect(erfc(NaN)).toBeNaN();
});

test("erfc agrees with the series and the continued fraction all along, across the seams", () => {
  for (let x = -8; x <= 8; x += 1 / 512) expect(Math.abs(erfc(x) - (1 - erf(x)))).toBeLessThan(1e-15);
  for (let x = 1; x <= 26; x += 1 / 512) {
    expect(Math.abs(erfc(x) / erfcFraction(x) - 1), `x = ${x}`).toBeLessThan(1.5e-15);
  }
});
