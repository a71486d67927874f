import { expect, test } from "vitest";
import {
  clipByValue,
  clipping,
  normClippingFactor,
  type ClippingOptions,
} from "../../src/math/gradient-clipping.ts";

test.each([
  [0, 1, 1],
  [0.5, 1, 1],
  [5, 1, 1 / 5.000001],
  [5, 10, 1],
  [1e300, 2, 2e-300],
])("gradients of norm %d under the limit %d are multiplied by %d", (norm, limit, factor) => {
  expect(normClippingFactor(norm, limit)).toBe(factor);
});

test("the factor is continuous: a norm just at the limit is shortened by PyTorch's 10⁻⁶ and no more", () => {
  expect(normClippingFactor(1, 1)).toBe(1 / (1 + 1e-6));
  expect(normClippingFactor(1 - 1e-6, 1)).toBeCloseTo(1, 15);
});

test("clipByValue brings a range within the limit and leaves the rest", () => {
  const gradients = Float64Array.of(9, -3, 0.5, 2, 1e308, -9);
  clipByValue(gradients, 2, 1, 5);
  expect([...gradients]).toEqual([9, -2, 0.5, 2, 2, -9]);
});

test("clipping does not hide a NaN", () => {
  const gradients = Float64Array.of(NaN);
  clipByValue(gradients, 2, 0, 1);
  expect(gradients[0]).toBeNaN();
  expect(normClippingFactor(NaN, 2)).toBeNaN();
});

test("usable options are returned as they are", () => {
  expect(clipping({ kind: "norm", limit: 1 })).toEqual({ kind: "norm", limit: 1 });
  expect(clipping({ kind: "value", limit: 0.1 })).toEqual({ kind: "value", limit: 0.1 });
});

test.each<[unknown, string]>([
  [
    { kind: "norms", limit: 1 },
    'clipping.kind: expected one of norm, value; got "norms" (did you mean "norm"?)',
  ],
  [{ kind: "norm", limit: 0 }, "clipping.limit: expected a finite number above 0; got 0"],
  [{ kind: "value" }, "clipping.limit: expected a finite number above 0; got nothing"],
])("%j is refused", (options, message) => {
  expect(() => clipping(options as ClippingOptions)).toThrow(new RangeError(message));
});
