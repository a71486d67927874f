import { describe, expect, test } from "vitest";
import { alignNumbers, fitNumber, formatNumber } from "../../src/view/number-text.ts";

describe("formatNumber", () => {
  test.each([
    [0.3775, "0.3775", "four digits stay"],
    [0.5932699921071872, "0.5933", "more are rounded"],
    [0.05539942465142279, "0.0554", "a zero at the end is left out"],
    [0.4, "0.4", "no digit is made up"],
    [0.008771354689486937, "0.008771", "leading zeros do not count"],
    [0.99996, "1", "rounding may carry"],
    [9.9996, "10", "rounding may carry over the point"],
    [0, "0", "zero"],
    [-0, "0", "minus zero"],
    [-0.038098236516556236, "-0.0381", "a negative number"],
    [123456.7, "123457", "digits before the point are never rounded away"],
    [1e6, "1000000", "a million"],
    [0.00001234, "0.00001234", "the smallest without an exponent"],
    [1.5e-8, "1.5e-8", "a smaller one"],
    [-12345678901, "-1.235e10", "a larger one"],
    [NaN, "NaN", "no number"],
    [Infinity, "∞", "infinity"],
    [-Infinity, "-∞", "minus infinity"],
    [5e-324, "4.941e-324", "the smallest of all"],
  ])("%d is %s: %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe("fitNumber", () => {
  test.each([
    [-0.009954254705217196, 9, "-0.009954"],
    [-0.009954254705217196, 8, "-0.00995"],
    [-0.009954254705217196, 5, "-0.01"],
    [-0.009954254705217196, 4, "…"],
    [-0.00001234, 7, "-1e-5"],
    [123456.7, 5, "1e5"],
    [Infinity, 0, "…"],
    [2, 1, "2"],
  ])("%d in %i characters is %s", (value, width, text) => {
    expect(fitNumber(value, width)).toBe(text);
  });
});

test("alignNumbers puts points under each other and makes all equally wide", () => {
  expect(alignNumbers([0.05, -12.5, 3, 1e-9])).toEqual(["  0.05", "-12.5 ", "  3   ", "  1e-9"]);
});

test("alignNumbers of nothing is nothing", () => {
  expect(alignNumbers([])).toEqual([]);
});
