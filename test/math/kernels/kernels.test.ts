import { describe, expect, it } from "vitest";
import type { Backend } from "../../../src/math/kernels/backend.ts";
import type { Block } from "../../../src/math/kernels/block.ts";
import { exp } from "../../../src/math/exp.ts";
import type { Plan, PlannedArc, Prepared } from "../../../src/math/kernels/kernels.ts";
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
  const none = blockOf([]);

  /** A population of three, which hears `terms` senders by one arc; what a test is about stands in place of the defaults. */
  const planned = (terms: number, given: Partial<Plan & PlannedArc>, earlier?: Prepared): Prepared => {
    const { messagesAt = 3, weightAt = 2, weightStep = 1, memberStep = 0, ...rest } = given;
    return kernels.prepare(
      {
        ...{ out: none, outAt: 5, stride, weights: none, startAt: -1, startStep: 0, messages: block },
        arcs: [{ messagesAt, terms, weightAt, weightStep, memberStep }],
        ...{ delta: none, gradients: none },
        ...rest,
      },
      earlier,
    );
  };

  it.each(shapes)(
    "sum $terms terms over $samples samples, weights $step apart",
    ({ terms, samples, step }) => {
      const weights = draw(60);
      for (const [startAt, member, first] of [
        [-1, 0, 0],
        [40, 0, 2],
        [40, 2, 1],
      ] as const) {
        const out = draw(4 * stride);
        const expected = copyOf(out);
        const [memberStep, startStep] = [7, 4];
        for (let s = first; s < first + samples; s++) {
          let sum = startAt < 0 ? 0 : at(weights, startAt + member * startStep);
          for (let k = 0; k < terms; k++) {
            const weight = at(weights, 2 + k * step + member * memberStep);
            sum = round(sum + round(weight * at(block, 3 + k * stride + s)));
          }
          expected.numbers[5 + member * stride + s] = sum;
        }
        const sums = planned(terms, { out, weights, startAt, startStep, weightStep: step, memberStep });
        expect(kernels.weightedSum(sums, member, first, samples)).toBe(-1);
        expect(out.numbers).toEqual(expected.numbers);
      }
    },
  );

  it("sum arc after arc, each on top of the last", () => {
    const [weights, out] = [draw(60), draw(2 * stride)];
    const arcs = [3, 0, 1, 5].map((terms, arc) => ({
      messagesAt: arc * stride,
      terms,
      weightAt: 4 + 9 * arc,
      weightStep: 1,
      memberStep: 10,
    }));
    const expected = copyOf(out);
    for (let s = 2; s < 2 + 27; s++) {
      let sum = at(weights, 3 + 1);
      for (const { messagesAt, terms, weightAt } of arcs) {
        for (let k = 0; k < terms; k++) {
          sum = round(sum + round(at(weights, weightAt + 10 + k) * at(block, messagesAt + k * stride + s)));
        }
      }
      expected.numbers[stride + s] = sum;
    }
    const sums = planned(0, { out, outAt: 0, weights, startAt: 3, startStep: 1, arcs });
    kernels.weightedSum(sums, 1, 2, 27);
    expect(out.numbers).toEqual(expected.numbers);
  });

  it("follow a plan that takes the place of an earlier one", () => {
    const [one, two] = [draw(stride), draw(stride)];
    const weights = blockOf([0, 0, 1]);
    const earlier = planned(1, { out: one, weights });
    const untouched = copyOf(one);
    const later = planned(1, { out: two, outAt: 0, weights }, earlier);
    expect(later.address).toBe(earlier.address);
    kernels.weightedSum(later, 0, 0, 4);
    expect(one.numbers).toEqual(untouched.numbers);
    expect([...two.numbers.slice(0, 4)]).toEqual([...block.numbers.slice(3, 7)]);
  });

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
    const [delta, gradients, weights] = [draw(3 * stride), draw(40), draw(40)];
    const member = 1;
    const expected = copyOf(gradients);
    const scale = round(1 / samples);
    const deltaOf = (s: number): number => at(delta, 5 + member * stride + s);
    for (let k = 0; k < terms; k++) {
      const sum = laneSum((s) => round(at(block, 3 + k * stride + s) * deltaOf(s)), samples);
      expected.numbers[2 + 15 + k] = round(sum * scale);
    }
    expected.numbers[20 + 15] = round(laneSum(deltaOf, samples) * scale);
    const sums = planned(terms, { delta, gradients, weights, startAt: 20, startStep: 15, memberStep: 15 });
    kernels.correlate(sums, member, samples);
    expect(gradients.numbers).toEqual(expected.numbers);
  });

  it("meet nothing of what stands beside their vectors", () => {
    const samples = 3;
    const around = (...numbers: number[]): Block =>
      blockOf([NaN, NaN, ...numbers, NaN, Infinity, NaN, -Infinity]);
    const [out, messages, weights] = [around(NaN, NaN, NaN), around(1, 2, 3), blockOf([2, 1])];
    const places = { outAt: 2, messagesAt: 2, weightAt: 0, startAt: 1 };
    const sums = planned(1, { ...places, out, messages, weights, stride: 9 });
    expect(kernels.weightedSum(sums, 0, 0, samples)).toBe(-1);
    expect(out.numbers).toEqual(around(3, 5, 7).numbers);
    expect(kernels.amplify(around(2, 2, 2), out, 2, samples)).toBe(-1);
    expect(out.numbers).toEqual(around(6, 10, 14).numbers);
    const gradients = around(0, 0);
    const rows = { weightAt: 2, startAt: 3, weights: around(0, 0) };
    const ends = { delta: out, messages: around(1, 0, 1), gradients, stride: 9 };
    kernels.correlate(planned(1, { ...places, ...rows, ...ends }), 0, samples);
    const third = round(1 / 3);
    expect(gradients.numbers).toEqual(around(round(20 * third), round(30 * third)).numbers);
    const [z, a, gain] = [around(0, 0, 0), around(9, 9, 9), around(9, 9, 9)];
    kernels.sigmoid(z, a, gain, 2, samples);
    expect(a.numbers).toEqual(around(0.5, 0.5, 0.5).numbers);
    expect(gain.numbers).toEqual(around(0.25, 0.25, 0.25).numbers);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])("tell that sum %i of nine is the first not finite", (place) => {
    const numbers = Array.from({ length: 12 }, (_, i) => (i >= 2 + place ? [NaN, Infinity][i % 2] : i) ?? 0);
    const sum = (samples: number): number => {
      const places = { outAt: 3, messagesAt: 2, weightAt: 0, stride: 12 };
      const sums = { ...places, out: draw(20), weights: blockOf([1]), messages: blockOf(numbers) };
      return kernels.weightedSum(planned(1, sums), 0, 0, samples);
    };
    expect(sum(9)).toBe(place);
    if (place > 0) expect(sum(place)).toBe(-1);
  });

  it("tell of a sum that was not finite from the start, and of one that an earlier arc spoilt", () => {
    const arcs = [0, 1].map((arc) => ({ messagesAt: 2 * arc, terms: 1, weightAt: arc, weightStep: 1, memberStep: 0 })); // prettier-ignore
    const sum = (weights: readonly number[]): number => {
      const blocks = { out: draw(8), messages: blockOf([1, 1, 1, 1]), weights: blockOf(weights) };
      return kernels.weightedSum(planned(0, { ...blocks, outAt: 0, stride: 2, startAt: 2, arcs }), 0, 0, 2);
    };
    expect(sum([1, 1, 1])).toBe(-1);
    expect(sum([1, 1, NaN])).toBe(0);
    expect(sum([Infinity, -Infinity, 0])).toBe(0);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    "amplify by the gain, up to product %i, which is not finite",
    (place) => {
      const large = precision === "f64" ? 1e308 : 1e38;
      const deltas = Array.from({ length: 12 }, (_, i) => (i === 2 + place ? large : i));
      const delta = blockOf(deltas);
      expect(kernels.amplify(blockOf(new Array<number>(12).fill(10)), delta, 2, 9)).toBe(place);
      const before = deltas.slice(2, 2 + place).map((each) => 10 * each);
      expect([...delta.numbers.slice(0, 3 + place)]).toEqual([0, 1, ...before, Infinity]);
      expect([...delta.numbers.slice(11)]).toEqual([11]);
    },
  );

  it("start and add within their places", () => {
    const out = allocate(8);
    kernels.weightedSum(planned(0, { out, outAt: 1, weights: blockOf([5]), startAt: 0 }), 0, 0, 6);
    kernels.add(out, 2, blockOf([9, 10, 20, 30, 40, 50, 60]), 1, 5);
    expect([...out.numbers]).toEqual([0, 5, 15, 25, 35, 45, 55, 0]);
  });

  it("keep the sign of a sum of nothing but −0 as plain loops have it", () => {
    const delta = blockOf([-0, -0, -0, -0, -0]);
    const gradients = blockOf([1, 1, 1]);
    const places = { outAt: 0, messagesAt: 0, weightAt: 0, stride: 5 };
    const ones = { messages: blockOf([1, 1, 1, 1, 1]), weights: draw(3), startAt: 2 };
    kernels.correlate(planned(1, { ...places, ...ones, delta, gradients }), 0, 5);
    expect([...gradients.numbers]).toEqual([0, 1, 0]);
    const out = blockOf([1, 1, 1, 1]);
    const minus = { messages: delta, weights: blockOf([1, -0]), startAt: 1 };
    kernels.weightedSum(planned(1, { ...places, ...minus, out, outAt: 1 }), 0, 0, 2);
    expect([...out.numbers]).toEqual([1, -0, -0, 1]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])("squash %i numbers to the sigmoid and its slope", (samples) => {
    // Ordinary ones, and all places where the exponential goes another way.
    const numbers = [-1, 0.3, 40, -0, 1, 700, -709.9, -746, 1e-9, -1e-9, 0.35, -0.34, 1.04, 750, -30.5];
    for (const from of [0, 3, 6]) {
      const z = blockOf([7, ...numbers.slice(from, from + samples), 7]);
      const [a, gain] = [blockOf([...z.numbers]), blockOf([...z.numbers])];
      kernels.sigmoid(z, a, gain, 1, samples);
      const expected = [...z.numbers].map((each, i) => {
        if (i === 0 || i > samples) return [each, each];
        const activation = round(1 / (1 + exp(-each)));
        return [activation, round(activation * (1 - activation))];
      });
      expect([...a.numbers].map((each, i) => [each, gain.numbers[i]])).toEqual(expected);
    }
  });

  it("squash what is no number to NaN", () => {
    const z = blockOf([NaN, 0, Infinity, -Infinity, NaN]);
    const [a, gain] = [allocate(5), allocate(5)];
    kernels.sigmoid(z, a, gain, 0, 5);
    expect([...a.numbers]).toEqual([NaN, 0.5, 1, 0, NaN]);
    expect([...gain.numbers]).toEqual([NaN, 0.25, 0, 0, NaN]);
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
