import { describe, expect, it } from "vitest";
import { exp } from "../../src/math/exp.ts";
import { isLong } from "../long.ts";
import { random } from "../../src/math/random.ts";

// The definition is fdlibm's, and V8's Math.exp is that to the last bit: this test's engine is its oracle. What e^x is, and
// how close to it these bits are, is told by 40-digit values.

const { uniform } = random(1, "exp");
const count = isLong ? 10_000_000 : 200_000;

/** The number whose upper 32 bits are given, and the lower ones drawn. */
function withUpperHalf(upper: number): number {
  const words = new Uint32Array([Math.floor(uniform() * 0x1_0000_0000), upper]);
  return new Float64Array(words.buffer)[0] ?? NaN;
}

describe("exp", () => {
  it.each([
    [0, 1],
    [1, 2.718281828459045],
    [-1, 0.36787944117144233],
    [0.5, 1.6487212707001282],
    [Math.LN2, 2],
    [10, 22026.465794806718],
    [-20, 2.061153622438558e-9],
    [100, 2.6881171418161356e43],
    [709, 8.218407461554972e307],
    [-708.4, 2.217119081664265e-308],
    [709.79, Infinity],
    [-746, 0],
    [Infinity, Infinity],
    [-Infinity, 0],
    [NaN, NaN],
  ])("of %d is %d", (x, expected) => {
    expect(exp(x)).toBe(expected);
  });

  it.each([1e-9, 0.3, 1, 5, 40, 300, 745])("has the engine's bits within ±%d", (range) => {
    let unlike = 0;
    for (let i = 0; i < count / 10; i++) {
      const x = (2 * uniform() - 1) * range;
      if (!Object.is(exp(x), Math.exp(x))) unlike++;
    }
    expect(unlike).toBe(0);
  });

  it.each([0x3e2fffff, 0x3e300000, 0x3fd62e42, 0x3fd62e43, 0x3ff0a2b1, 0x3ff0a2b2, 0x40862000, 0x40862e42, 0x40874910])(
    "has the engine's bits around the number of the upper half %i, where it goes another way",
    (upper) => {
      let unlike = 0;
      for (let i = 0; i < count / 100; i++) {
        const x = withUpperHalf(upper);
        if (!Object.is(exp(x), Math.exp(x)) || !Object.is(exp(-x), Math.exp(-x))) unlike++;
      }
      expect(unlike).toBe(0);
    },
  ); // prettier-ignore
});
