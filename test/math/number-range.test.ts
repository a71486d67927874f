import { expect, test } from "vitest";
import * as ranges from "../../src/math/number-range.ts";

const { anyNumber, positiveNumber, zeroOrMore, zeroToOne, zeroToBelowOne, wholeFromOne, numberIn } = ranges;

test.each([
  [anyNumber, [-1e308, 0, 1e308]],
  [positiveNumber, [5e-324, 1e308]],
  [zeroOrMore, [0, 5e-324, 1e308]],
  [zeroToOne, [0, 0.5, 1]],
  [zeroToBelowOne, [0, 1 - Number.EPSILON / 2]],
  [wholeFromOne, [1, Number.MAX_SAFE_INTEGER]],
])("$text: %j pass", (range, values) => {
  expect(values.map((value) => numberIn(range, "x", value))).toEqual(values);
});

test.each([
  [anyNumber, [NaN, Infinity, -Infinity, "1", null, undefined]],
  [positiveNumber, [0, -1, NaN, Infinity]],
  [zeroOrMore, [-5e-324, NaN, Infinity]],
  [zeroToOne, [-0.1, 1.1, NaN]],
  [zeroToBelowOne, [-0.1, 1, NaN]],
  [wholeFromOne, [0, 1.5, Number.MAX_SAFE_INTEGER + 1, NaN, Infinity]],
])("$text: %j are refused", (range, values) => {
  for (const value of values)
    expect(() => numberIn(range, "x", value)).toThrow(`x: expected ${range.text}; got `);
});
