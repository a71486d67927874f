import { describe, expect, it } from "vitest";
import type { Backend } from "../../../src/math/kernels/backend.ts";
import type { Block } from "../../../src/math/kernels/block.ts";
import { exp } from "../../../src/math/exp.ts";
import type { BackwardPlan, ForwardPlan, PlannedArc, Prepared } from "../../../src/math/kernels/kernels.ts";
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
  const zero = blockOf([0]);
  const ones = blockOf(new Array<number>(4 * stride).fill(1));

  type Given<P> = Partial<P & PlannedArc>;

  /** Of a population of three, which hears `terms` senders by one arc; what a test is about stands in place of the defaults. */
  const forwardPlan = (terms: number, given: Given<ForwardPlan>): ForwardPlan => {
    const { messagesAt = 3, weightAt = 2, weightStep = 1, memberStep = 0, ...rest } = given;
    return {
      ...{ out: none, outAt: 5, stride, weights: zero, startAt: 0, startStep: 0, messages: block },
      arcs: [{ messagesAt, terms, weightAt, weightStep, memberStep }],
      ...{ activation: undefined, delta: none, gradients: none },
      ...rest,
    };
  };
  const forwards = (terms: number, given: Given<ForwardPlan>, earlier?: Prepared): Prepared =>
    kernels.prepareForward(forwardPlan(terms, given), earlier);

  const backwards = (terms: number, given: Given<BackwardPlan>): Prepared => {
    const { messagesAt = 3, weightAt = 2, weightStep = 1, memberStep = 0, ...rest } = given;
    const plan: BackwardPlan = {
      ...{ out: none, outAt: 5, stride, weights: none, messages: block, gain: ones, loss: undefined },
      arcs: [{ messagesAt, terms, weightAt, weightStep, memberStep }],
      ...rest,
    };
    return kernels.prepareBackward(plan, undefined);
  };

  it.each(shapes)(
    "sum $terms terms over $samples samples, weights $step apart, for one neuron or two",
    ({ terms, samples, step }) => {
      const weights = draw(60);
      for (const [from, to, first] of [
        [0, 1, 0],
        [0, 2, 2],
        [2, 3, 1],
      ] as const) {
        const [out, delta] = [draw(4 * stride), draw(4 * stride)];
        const [expected, expectedDelta] = [copyOf(out), copyOf(delta)];
        const [startAt, memberStep, startStep] = [40, 7, 4];
        for (let member = from; member < to; member++) {
          for (let s = first; s < first + samples; s++) {
            const sumFrom = (start: number): number => {
              let sum = start;
              for (let k = 0; k < terms; k++) {
                const weight = at(weights, 2 + k * step + member * memberStep);
                sum = round(sum + round(weight * at(block, 3 + k * stride + s)));
              }
              return sum;
            };
            expected.numbers[5 + member * stride + s] = sumFrom(at(weights, startAt + member * startStep));
            expectedDelta.numbers[5 + member * stride + s] = sumFrom(0);
          }
        }
        const places = { weights, weightStep: step, memberStep };
        const sums = forwards(terms, { ...places, out, startAt, startStep });
        expect(kernels.forward(sums, from, to, first, samples)).toBe(-1);
        expect(out.numbers).toEqual(expected.numbers);
        const back = backwards(terms, { ...places, out: delta });
        expect(kernels.backward(back, from, to, first, samples)).toBe(-1);
        expect(delta.numbers).toEqual(expectedDelta.numbers);
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
    const sums = forwards(0, { out, outAt: 0, weights, startAt: 3, startStep: 1, arcs });
    kernels.forward(sums, 1, 2, 2, 27);
    expect(out.numbers).toEqual(expected.numbers);
  });

  it("follow a plan that takes the place of an earlier one", () => {
    const [one, two] = [draw(stride), draw(stride)];
    const weights = blockOf([0, 0, 1]);
    const earlier = forwards(1, { out: one, weights });
    const untouched = copyOf(one);
    const later = forwards(1, { out: two, outAt: 0, weights }, earlier);
    expect(later).toBe(earlier);
    kernels.forward(later, 0, 1, 0, 4);
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
    const [delta, gradients, weights] = [draw(4 * stride), draw(60), draw(60)];
    const expected = copyOf(gradients);
    const scale = round(1 / samples);
    for (const member of [1, 2]) {
      const deltaOf = (s: number): number => at(delta, 5 + member * stride + s);
      for (let k = 0; k < terms; k++) {
        const sum = laneSum((s) => round(at(block, 3 + k * stride + s) * deltaOf(s)), samples);
        expected.numbers[2 + 15 * member + k] = round(sum * scale);
      }
      expected.numbers[20 + 15 * member] = round(laneSum(deltaOf, samples) * scale);
    }
    const rows = { weights, startAt: 20, startStep: 15, memberStep: 15 };
    kernels.correlate(forwards(terms, { delta, gradients, ...rows }), 1, 3, samples);
    expect(gradients.numbers).toEqual(expected.numbers);
  });

  it("meet nothing of what stands beside their vectors", () => {
    const samples = 3;
    const around = (...numbers: number[]): Block =>
      blockOf([NaN, NaN, ...numbers, NaN, Infinity, NaN, -Infinity]);
    const [out, messages, weights] = [around(NaN, NaN, NaN), around(1, 2, 3), blockOf([2, 1])];
    const places = { outAt: 2, messagesAt: 2, weightAt: 0, stride: 9 };
    const sums = forwards(1, { ...places, startAt: 1, out, messages, weights });
    expect(kernels.forward(sums, 0, 1, 0, samples)).toBe(-1);
    expect(out.numbers).toEqual(around(3, 5, 7).numbers);
    const loss = { error: around(1, 1, 2), errorAt: 2, enters: "activation" } as const;
    const back = backwards(1, { ...places, out, messages, weights, gain: around(2, 2, 2), loss });
    expect(kernels.backward(back, 0, 1, 0, samples)).toBe(-1);
    expect(out.numbers).toEqual(around(6, 10, 16).numbers);
    const gradients = around(0, 0);
    const rows = { weightAt: 2, startAt: 3, weights: around(0, 0) };
    const ends = { delta: out, messages: around(1, 0, 1), gradients };
    kernels.correlate(forwards(1, { ...places, ...rows, ...ends }), 0, 1, samples);
    const third = round(1 / 3);
    expect(gradients.numbers).toEqual(around(round(22 * third), round(32 * third)).numbers);
    const [z, a, gain] = [around(9, 9, 9), around(9, 9, 9), around(9, 9, 9)];
    const nothing = { ...places, out: z, weights: blockOf([0]), messages, activation: { a, gain } };
    expect(kernels.forward(forwards(0, nothing), 0, 1, 0, samples)).toBe(-1);
    expect(z.numbers).toEqual(around(0, 0, 0).numbers);
    expect(a.numbers).toEqual(around(0.5, 0.5, 0.5).numbers);
    expect(gain.numbers).toEqual(around(0.25, 0.25, 0.25).numbers);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])("tell that sum %i of nine is the first not finite", (place) => {
    const numbers = Array.from({ length: 12 }, (_, i) => (i >= 2 + place ? [NaN, Infinity][i % 2] : i) ?? 0);
    const sum = (samples: number): number => {
      const sums = { outAt: 3, messagesAt: 2, weightAt: 1, stride: 12, messages: blockOf(numbers) };
      const plan = forwards(1, { ...sums, out: draw(20), weights: blockOf([0, 1]) });
      return kernels.forward(plan, 0, 1, 0, samples);
    };
    expect(sum(9)).toBe(place);
    if (place > 0) expect(sum(place)).toBe(-1);
  });

  it("tell of the first neuron whose sum is not finite", () => {
    const weights = blockOf([1, Infinity, NaN]);
    const plan = { outAt: 0, weights, startStep: 1, out: draw(3 * stride) };
    expect(kernels.forward(forwards(0, plan), 0, 1, 0, 4)).toBe(-1);
    expect(kernels.forward(forwards(0, plan), 0, 3, 0, 4)).toBe(0);
  });

  it("tell of a sum that was not finite from the start, and of one that an earlier arc spoilt", () => {
    const arcs = [0, 1].map((arc) => ({ messagesAt: 2 * arc, terms: 1, weightAt: arc, weightStep: 1, memberStep: 0 })); // prettier-ignore
    const sum = (weights: readonly number[]): number => {
      const blocks = { out: draw(8), messages: blockOf([1, 1, 1, 1]), weights: blockOf(weights) };
      const sums = forwards(0, { ...blocks, outAt: 0, stride: 2, startAt: 2, arcs });
      return kernels.forward(sums, 0, 1, 0, 2);
    };
    expect(sum([1, 1, 1])).toBe(-1);
    expect(sum([1, 1, NaN])).toBe(0);
    expect(sum([Infinity, -Infinity, 0])).toBe(0);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    "amplify by the gain, up to product %i, which is not finite",
    (place) => {
      const large = precision === "f64" ? 1e308 : 1e38;
      const deltas = Array.from({ length: 9 }, (_, i) => (i === place ? large : i));
      const [out, gain] = [blockOf(new Array<number>(12).fill(-1)), blockOf(new Array<number>(12).fill(10))];
      const sums = { outAt: 2, stride: 9, messages: blockOf([...deltas, 0, 0]), messagesAt: 0 };
      const plan = backwards(1, { ...sums, weights: blockOf([1]), weightAt: 0, out, gain });
      expect(kernels.backward(plan, 0, 1, 0, 9)).toBe(place);
      const before = deltas.slice(0, place).map((each) => 10 * each);
      expect([...out.numbers.slice(0, 3 + place)]).toEqual([-1, -1, ...before, Infinity]);
      expect([...out.numbers.slice(11)]).toEqual([-1]);
    },
  );

  it.each([
    ["activation", [0, 30, 60, 90, 120, 150, 0]],
    ["pre-activation", [0, 12, 24, 36, 48, 60, 0]],
  ] as const)("add what the loss sends where it enters, at the %s", (enters, expected) => {
    const out = blockOf([0, 9, 9, 9, 9, 9, 0]);
    const loss = { error: blockOf([9, 10, 20, 30, 40, 50, 60]), errorAt: 1, enters };
    const sums = { outAt: 1, stride: 5, messages: blockOf([1, 2, 3, 4, 5]), messagesAt: 0 };
    const gain = blockOf([0, 2, 2, 2, 2, 2, 0]);
    // Σ is 5, 10, …, or 1, 2, …
    const weights = blockOf([enters === "activation" ? 5 : 1]);
    const plan = backwards(1, { ...sums, out, gain, loss, weights, weightAt: 0 });
    expect(kernels.backward(plan, 0, 1, 0, 5)).toBe(-1);
    expect([...out.numbers]).toEqual(expected);
  });

  it("keep the sign of a sum of nothing but −0 as plain loops have it", () => {
    const delta = blockOf([-0, -0, -0, -0, -0]);
    const gradients = blockOf([1, 1, 1]);
    const places = { outAt: 0, messagesAt: 0, weightAt: 0, stride: 5 };
    const all = { messages: blockOf([1, 1, 1, 1, 1]), weights: draw(3), startAt: 2 };
    kernels.correlate(forwards(1, { ...places, ...all, delta, gradients }), 0, 1, 5);
    expect([...gradients.numbers]).toEqual([0, 1, 0]);
    const out = blockOf([1, 1, 1, 1]);
    const minus = { messages: delta, weights: blockOf([1, -0]), startAt: 1 };
    kernels.forward(forwards(1, { ...places, ...minus, out, outAt: 1 }), 0, 1, 0, 2);
    expect([...out.numbers]).toEqual([1, -0, -0, 1]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])("squash %i sums to the sigmoid and its slope", (samples) => {
    // Ordinary ones, and all places where the exponential goes another way.
    const numbers = [-1, 0.3, 40, -0, 1, 700, -709.9, -746, 1e-9, -1e-9, 0.35, -0.34, 1.04, 750, -30.5];
    for (const from of [0, 3, 6]) {
      const messages = blockOf([7, ...numbers.slice(from, from + samples), 7]);
      const [z, a, gain] = [0, 1, 2].map(() => blockOf([...messages.numbers])) as [Block, Block, Block];
      const sums = { outAt: 1, messagesAt: 1, stride: 9, weights: blockOf([-0, 1]), weightAt: 1 };
      const plan = forwards(1, { ...sums, messages, out: z, activation: { a, gain } });
      expect(kernels.forward(plan, 0, 1, 0, samples)).toBe(-1);
      const expected = [...messages.numbers].map((each, i) => {
        if (i === 0 || i > samples) return [each, each];
        const activation = round(1 / (1 + exp(-each)));
        return [activation, round(activation * (1 - activation))];
      });
      expect([...a.numbers].map((each, i) => [each, gain.numbers[i]])).toEqual(expected);
    }
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
