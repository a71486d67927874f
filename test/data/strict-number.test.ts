import fc from "fast-check";
import { expect, test } from "vitest";
import { looksLikeNumber, strictNumber } from "../../src/data/strict-number.ts";

test.each([
  ["0", 0],
  ["-0", -0],
  ["+1.5", 1.5],
  [".5", 0.5],
  ["2.", 2],
  ["1e-05", 0.00001],
  ["1E+3", 1000],
  ["5e-324", 5e-324],
  ["007", 7],
])("%s is %d", (text, expected) => {
  expect(strictNumber(text)).toBe(expected);
});

const malformed = [
  ...["", " ", "1,5", "1.234,5", "0x10", "0b1", "0o7", "Infinity", "-Infinity", "inf", "NaN", "nan"],
  ...["1e999", "-1e999", "1e", "--1", "1_000", "1 000", "1.2.3", ".", "-", "+"],
];
test.each(malformed)("%j is no number", (text) => {
  expect(strictNumber(text)).toBeUndefined();
});

test.each(malformed.filter((text) => !["--1", ".", "-", "+"].includes(text)))(
  "%j was meant as a number",
  (text) => {
    expect(looksLikeNumber(text)).toBe(true);
  },
);

test.each(["setosa", "3rd", "a1", "e", "infinite", "nanny", "0xyz", "2-door", "ten", "-", "+", "?"])(
  "%j was not meant as a number",
  (text) => {
    expect(looksLikeNumber(text)).toBe(false);
  },
);

test("every finite number is read back from its digits", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(strictNumber(Object.is(value, -0) ? "-0" : String(value))).toBe(value);
    }),
  );
});
