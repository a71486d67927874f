import { describe, expect, it } from "vitest";
import type { Backend } from "../../../src/math/kernels/backend.ts";
import type { Block } from "../../../src/math/kernels/block.ts";
import { backend } from "../../../src/math/kernels/backends.ts";
import { lanes, precisions } from "../../../src/math/precision.ts";
import { random } from "../../../src/math/random.ts";

/** Every implementation has to give the bits of the loops below, which are the definitions. */
const implementations = precisions.flatMap((precision) =>
  (["js", "wasm"] as const).map((name) => ({ name, precision })),
);

const shapes = [0, 1, 2, 3, 4, 5, 7, 8, 13].flatMap((terms) =>
  [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 17, 27, 33].flatMap((samples) =>
    [1, 3].map((step) => ({ terms, samples, step })),
  ),
);

describe.each(implementations)("the $name kernels in $precision", ({ name, precision }) => {
  const { kernels, allocate } = backend(name, precision);
  const { uniform } = random(1, "kernels");
  const round = precision === "f64" ? (x: number) => x : Math.fround;
  const at = ({ numbers }: Block, i: number): number => numbers[i] ?? NaN;
  /** The same numbers, where nothing changes them. */
  const copyOf = ({ numbers }: Block): Block => blockOf([...numbers]);

  const blockOf = (numbers: readonly number[]): Block => {
    const block = allocate(numbers.length);
    block.numbers.set(numbers);
    return block;
  };
  const draw = (length: number): Block => blockOf(Array.from({ length }, () => uniform() - 0.5));
  const stride = 36;
  const block = draw(20 * stride);

  it.each(shapes)(
    "accumulate $terms terms over $samples samples, weights $step apart",
    ({ terms, samples, step }) => {
      const weights = draw(50);
      const out = draw(60);
      const expected = copyOf(out);
      for (let s = 0; s < samples; s++) {
        for (let k = 0; k < terms; k++) {
          const product = round(at(weights, 2 + k * step) * at(block, 3 + k * stride + s));
          expected.numbers[5 + s] = round(at(expected, 5 + s) + product);
        }
      }
      const fresh = copyOf(out);
      kernels.accumulate(out, 5, weights, 2, step, block, 3, stride, terms, samples);
      expect(out.numbers).toEqual(expected.numbers);
      // The same from a start that all samples have in common.
      const sum = copyOf(fresh);
      for (let s = 0; s < samples; s++) sum.numbers[5 + s] = at(weights, 49);
      kernels.accumulate(sum, 5, weights, 2, step, block, 3, stride, terms, samples);
      expect(kernels.weightedSum(fresh, 5, weights, 49, 2, step, block, 3, stride, terms, samples)).toBe(-1);
      expect(fresh.numbers).toEqual(sum.numbers);
    },
  );

  /** The mean in the lanes of the precision: lane r from +0 over samples r, r + L, r + 2L, … */
  const laneSum = (term: (sample: number) => number, samples: number): number => {
    const sums = Array.from({ length: lanes[precision] }, (_, r) => {
      let sum = 0;
      for (let s = r; s < samples; s += lanes[precision]) sum = round(sum + term(s));
      return sum;
    });
    const [a = NaN, b = NaN, c = 0, d = 0] = sums;
    return precision === "f64" ? a + b : round(round(a + b) + round(c + d));
  };

  it.each(shapes)("correlate $terms terms over $samples samples in lanes", ({ terms, samples }) => {
    const delta = draw(60);
    const out = draw(30);
    const expected = copyOf(out);
    for (let k = 0; k < terms; k++) {
      const sum = laneSum((s) => round(at(block, 3 + k * stride + s) * at(delta, 5 + s)), samples);
      expected.numbers[2 + k] = round(sum * round(1 / samples));
    }
    expected.numbers[20] = round(laneSum((s) => at(delta, 5 + s), samples) * round(1 / samples));
    const mean = laneSum((s) => at(delta, 5 + s), samples) * round(1 / samples);
    expected.numbers[20] = round(mean);
    kernels.correlate(out, 2, 20, block, 3, stride, terms, delta, 5, samples);
    expect(out.numbers).toEqual(expected.numbers);
  });

  it("meet nothing of what stands beside their vectors", () => {
    const samples = 3;
    const around = (...numbers: number[]): Block =>
      blockOf([NaN, NaN, ...numbers, NaN, Infinity, NaN, -Infinity]);
    const out = around(1, 2, 3);
    kernels.accumulate(out, 2, blockOf([2]), 0, 1, around(1, 1, 1), 2, 9, 1, samples);
    expect(out.numbers).toEqual(around(3, 4, 5).numbers);
    expect(kernels.amplify(around(2, 2, 2), out, 2, samples)).toBe(-1);
    expect(out.numbers).toEqual(around(6, 8, 10).numbers);
    const gradient = around(0, 0);
    kernels.correlate(gradient, 2, 3, around(1, 0, 1), 2, 9, 1, out, 2, samples);
    const third = round(1 / 3);
    expect(gradient.numbers).toEqual(around(round(16 * third), round(24 * third)).numbers);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])("tell that sum %i of nine is the first not finite", (place) => {
    const numbers = Array.from({ length: 12 }, (_, i) => (i >= 2 + place ? [NaN, Infinity][i % 2] : i) ?? 0);
    const one = blockOf([1]);
    const sum = (out: Block, samples: number): number =>
      kernels.weightedSum(out, 3, one, -1, 0, 1, blockOf(numbers), 2, 12, 1, samples);
    expect(sum(draw(20), 9)).toBe(3 + place);
    if (place > 0) expect(sum(draw(20), place)).toBe(-1);
    expect(kernels.accumulate(blockOf(numbers), 2, one, 0, 1, one, 0, 12, 0, 9)).toBe(2 + place);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    "amplify by the gain, up to product %i, which is not finite",
    (place) => {
      const large = precision === "f64" ? 1e308 : 1e38;
      const deltas = Array.from({ length: 12 }, (_, i) => (i === 2 + place ? large : i));
      const delta = blockOf(deltas);
      expect(kernels.amplify(blockOf(new Array<number>(12).fill(10)), delta, 2, 9)).toBe(2 + place);
      const before = deltas.slice(2, 2 + place).map((each) => 10 * each);
      expect([...delta.numbers.slice(0, 3 + place)]).toEqual([0, 1, ...before, Infinity]);
      expect([...delta.numbers.slice(11)]).toEqual([11]);
    },
  );

  it("start and add within their places", () => {
    const out = allocate(8);
    kernels.weightedSum(out, 1, blockOf([5]), 0, 0, 1, out, 0, 1, 0, 6);
    kernels.add(out, 2, blockOf([9, 10, 20, 30, 40, 50, 60]), 1, 5);
    expect([...out.numbers]).toEqual([0, 5, 15, 25, 35, 45, 55, 0]);
  });

  it("keep the sign of a sum of nothing but −0 as plain loops have it", () => {
    const delta = blockOf([-0, -0, -0, -0, -0]);
    const out = blockOf([1, -0, -0, 1]);
    kernels.correlate(out, 0, 3, blockOf([1, 1, 1, 1, 1]), 0, 5, 1, delta, 0, 5);
    expect(out.numbers[0]).toBe(0);
    kernels.accumulate(out, 1, blockOf([1]), 0, 1, delta, 0, 5, 1, 2);
    expect([...out.numbers]).toEqual([0, -0, -0, 0]);
  });
});

it("differ in name and place of their memory alone", () => {
  const about = ({ name, precision }: Backend): string => `${name} ${precision}`;
  expect(about(backend("auto", "f32"))).toBe("wasm f32");
  expect(about(backend("js", "f64"))).toBe("js f64");
});

it("are refused by a name or precision that there is not", () => {
  expect(() => backend("wams" as "wasm", "f64")).toThrow(
    new RangeError('kernel: expected one of auto, wasm, js; got "wams" (did you mean "wasm"?)'),
  );
  expect(() => backend("js", "f23" as "f32")).toThrow(
    new RangeError('precision: expected one of f64, f32; got "f23" (did you mean "f32"?)'),
  );
});
