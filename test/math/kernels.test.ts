import { describe, expect, it } from "vitest";
import { activationFunction } from "../../src/math/activation-functions.ts";
import type { Kernels } from "../../src/math/kernels.ts";
import { jsKernels } from "../../src/math/kernels-js.ts";
import { random } from "../../src/math/random.ts";

/** Every implementation has to give the bits of the loops below, which are the definitions. */
const implementations: readonly Kernels[] = [jsKernels];

const shapes = [0, 1, 2, 3, 4, 5, 7, 8, 13].flatMap((terms) =>
  [1, 2, 3, 4, 5, 10].flatMap((samples) => [1, 3].map((step) => ({ terms, samples, step }))),
);

describe.each(implementations)("the $name kernels", (kernels) => {
  const { uniform } = random(1, kernels.name);
  const numbers = (length: number): Float64Array => Float64Array.from({ length }, () => uniform() - 0.5);
  const stride = 12;
  const block = numbers(20 * stride);
  const at = (array: Float64Array, i: number): number => array[i] ?? NaN;

  it.each(shapes)(
    "accumulate $terms terms over $samples samples, weights $step apart",
    ({ terms, samples, step }) => {
      const weights = numbers(50);
      const out = numbers(20);
      const expected = out.slice();
      for (let s = 0; s < samples; s++) {
        for (let k = 0; k < terms; k++) {
          expected[3 + s] = at(expected, 3 + s) + at(weights, 2 + k * step) * at(block, 4 + k * stride + s);
        }
      }
      kernels.accumulate(out, 3, weights, 2, step, block, 4, stride, terms, samples);
      expect(out).toEqual(expected);
    },
  );

  it.each(shapes)("correlate $terms terms over $samples samples in two lanes", ({ terms, samples }) => {
    const delta = numbers(20);
    const out = numbers(30);
    const expected = out.slice();
    for (let k = 0; k < terms; k++) {
      const lane = (r: number): number => {
        let sum = 0;
        for (let s = r; s < samples; s += 2) sum += at(block, 4 + k * stride + s) * at(delta, 5 + s);
        return sum;
      };
      expected[2 + k] = (lane(0) + lane(1)) * 0.3;
    }
    kernels.correlate(out, 2, block, 4, stride, terms, delta, 5, samples, 0.3);
    expect(out).toEqual(expected);
  });

  it("total the deltas in the same lanes", () => {
    const delta = Float64Array.of(9, 1e16, 1, -1e16, 1, 1);
    // Lane 0: 1e16 - 1e16 + 1, lane 1: 1 + 1.
    expect(kernels.total(delta, 1, 5, 0.5)).toBe(1.5);
  });

  it("activate, and stop at the first z that is not finite", () => {
    const [z, a, gain] = [Float64Array.of(7, 0, 1, Infinity, NaN, 2), numbers(6), numbers(6)];
    const before = at(a, 4);
    expect(kernels.activate(activationFunction("tanh"), z, a, gain, 1, 5)).toBe(3);
    expect([at(a, 1), at(gain, 1), at(a, 2)]).toEqual([0, 1, Math.tanh(1)]);
    expect(at(a, 4)).toBe(before);
    expect(kernels.activate(activationFunction("tanh"), z, a, gain, 1, 2)).toBe(-1);
  });

  it("amplify by the gain, and stop at the first product that is not finite", () => {
    const delta = Float64Array.of(1, 2, 1e308, 4);
    expect(kernels.amplify(Float64Array.of(9, 3, 10, 1), delta, 1, 3)).toBe(2);
    expect([...delta]).toEqual([1, 6, Infinity, 4]);
    expect(kernels.amplify(Float64Array.of(9, 3, 10, 1), delta, 0, 2)).toBe(-1);
  });

  it("fill and add within their places", () => {
    const out = new Float64Array(4);
    kernels.fill(out, 1, 2, 5);
    kernels.add(out, 2, Float64Array.of(9, 10, 20), 1, 2);
    expect([...out]).toEqual([0, 5, 15, 20]);
  });
});
