import { describe, expect, it } from "vitest";
import { exp } from "../../../src/math/exp.ts";
import { backend } from "../../../src/math/kernels/backends.ts";
import type { Block } from "../../../src/math/kernels/block.ts";
import type { BackwardPlan, ForwardPlan, PlannedArc } from "../../../src/math/kernels/kernels.ts";
import { lanes, precisions } from "../../../src/math/precision.ts";
import { random } from "../../../src/math/random.ts";

// What kernels do with many neurons in one call has to be what they do with one after the other, whether the neurons' vectors
// are one stretch of numbers (all samples of a batch) or there is something between them (some of the samples).

const implementations = precisions.flatMap((precision) =>
  (["js", "wasm"] as const).map((name) => ({ name, precision })),
);

/** Samples first … first + samples − 1 of vectors of `stride` numbers. */
const parts = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 33].map((samples) => ({ first: 0, samples, stride: samples })),
  { first: 0, samples: 4, stride: 9 },
  { first: 3, samples: 5, stride: 9 },
  { first: 5, samples: 27, stride: 33 },
];

const neurons = 5;

/** Halfway between two numbers when 1 is added to it, where a polynomial would round the other way. */
const tie = -4194306.5 / 4503599627370496;

describe.each(implementations)("a population in the $name kernels in $precision", ({ name, precision }) => {
  const { kernels, allocate } = backend(name, precision);
  const { uniform } = random(1, "populations");
  const round = precision === "f64" ? (x: number) => x : Math.fround;
  const at = ({ numbers }: Block, i: number): number => numbers[i] ?? NaN;

  const blockOf = (numbers: readonly number[]): Block => {
    const block = allocate(numbers.length);
    block.numbers.set(numbers);
    return block;
  };
  const filled = (length: number, value: number): Block => blockOf(new Array<number>(length).fill(value));
  const draw = (length: number, spread = 1): Block =>
    blockOf(Array.from({ length }, () => spread * (2 * uniform() - 1)));

  /** Neuron m hears vector m alone, by the weight that follows its bias. */
  const echo: PlannedArc = { messagesAt: 0, terms: neurons, weightAt: 1, weightStep: 1, memberStep: 6 };
  /** Biases −0 and weights of 1 on the diagonal: z is what is heard, to the bit, but for −0. */
  const identity = blockOf(
    Array.from({ length: 30 }, (_, i) => (i % 6 === 0 ? -0 : i % 6 === 1 + Math.floor(i / 6) ? 1 : 0)),
  );

  const twofold = blockOf([...identity.numbers].map((weight) => 2 * weight));
  /** No sum is that large twice. */
  const largest = precision === "f64" ? 1e308 : 3e38;

  const forwardPlan = (given: Partial<ForwardPlan>): ForwardPlan => ({
    ...{
      out: identity,
      outAt: 0,
      stride: 0,
      weights: identity,
      startAt: 0,
      startStep: 6,
      messages: identity,
    },
    ...{ arcs: [echo], activation: undefined, delta: identity, gradients: identity, ...given },
  });
  const backwardPlan = (given: Partial<BackwardPlan>): BackwardPlan => ({
    ...{ out: identity, outAt: 0, stride: 0, weights: identity, messages: identity, gain: identity },
    ...{ arcs: [echo], loss: undefined, ...given },
  });

  describe.each(parts)("over $samples samples from $first of $stride", ({ first, samples, stride }) => {
    const length = neurons * stride;
    const isMeant = (i: number, from: number, to: number): boolean =>
      i >= from * stride && i < to * stride && i % stride >= first && i % stride < first + samples;

    it.each([1, 40, 700])("squashes all its sums, of a size up to %i", (spread) => {
      for (const [from, to] of [
        [0, 5],
        [1, 4],
        [2, 3],
      ] as const) {
        // prettier-ignore
        const [messages, z, a, gain] = [draw(length, spread), filled(length, 9), filled(length, 9), filled(length, 9)]; // prettier-ignore
        const plan = kernels.prepareForward(forwardPlan({ out: z, stride, messages, activation: { a, gain } }), undefined); // prettier-ignore
        expect(kernels.forward(plan, from, to, first, samples)).toBe(-1);
        const expected = [...messages.numbers].map((x, i) => {
          if (!isMeant(i, from, to)) return [9, 9, 9];
          const activation = round(1 / (1 + exp(-x)));
          return [x, activation, round(activation * (1 - activation))];
        });
        expect([...z.numbers].map((x, i) => [x, at(a, i), at(gain, i)])).toEqual(expected);
      }
    });

    it("squashes ordinary sums beside such as go another way", () => {
      for (const odd of [-1, 0, 1e-9, tie, -709.9, 709.9, 746]) {
        const messages = draw(length);
        messages.numbers[2 * stride + first] = odd;
        const [z, a, gain] = [filled(length, 9), filled(length, 9), filled(length, 9)];
        const plan = kernels.prepareForward(forwardPlan({ out: z, stride, messages, activation: { a, gain } }), undefined); // prettier-ignore
        kernels.forward(plan, 0, neurons, first, samples);
        const expected = [...messages.numbers].map((x, i) => (isMeant(i, 0, neurons) ? round(1 / (1 + exp(-x))) : 9)); // prettier-ignore
        expect([...a.numbers]).toEqual(expected);
      }
    });

    const place = samples - 1 - Math.floor(samples / 3);

    it.each([0, 1, 2, 3, 4])("stops at neuron %i, with what is due to those before it done", (bad) => {
      const messages = draw(length);
      for (let m = bad; m < neurons; m++) messages.numbers[m * stride + first + place] = largest;
      const [z, a, gain] = [filled(length, 9), filled(length, 9), filled(length, 9)];
      const sums = { out: z, stride, weights: twofold, messages, activation: { a, gain } };
      const plan = kernels.prepareForward(forwardPlan(sums), undefined);
      expect(kernels.forward(plan, 0, neurons, first, samples)).toBe(place);
      [...a.numbers].forEach((each, i) => {
        if (isMeant(i, 0, bad)) expect(each).toBe(round(1 / (1 + exp(-2 * at(messages, i)))));
        else if (!isMeant(i, bad, neurons)) expect(each).toBe(9);
      });
    });

    it.each(["activation", "pre-activation", undefined] as const)(
      "amplifies up to a neuron whose products are not finite, with errors at the %s",
      (enters) => {
        for (const bad of [0, 2, 4, undefined]) {
          const [deltas, gain, error, out] = [draw(length), draw(length), draw(length), filled(length, 9)];
          for (let m = bad ?? neurons; m < neurons; m++) gain.numbers[m * stride + first + place] = Infinity;
          const loss = enters && { error, errorAt: 0, enters };
          const plan = kernels.prepareBackward(backwardPlan({ out, stride, messages: deltas, gain, loss }), undefined); // prettier-ignore
          expect(kernels.backward(plan, 0, neurons, first, samples)).toBe(bad === undefined ? -1 : place);
          [...out.numbers].forEach((each, i) => {
            const sum = enters === "activation" ? round(at(deltas, i) + at(error, i)) : at(deltas, i);
            const product = round(at(gain, i) * sum);
            if (isMeant(i, 0, bad ?? neurons))
              expect(each).toBe(enters === "pre-activation" ? round(product + at(error, i)) : product);
            else if (!isMeant(i, 0, neurons)) expect(each).toBe(9);
          });
        }
      },
    );

    const arcs = [3, 0, 1, 5].map((terms, arc) => ({
      messagesAt: arc * stride,
      terms,
      weightAt: 4 + 6 * arc,
      weightStep: 1,
      memberStep: 30,
    }));

    it("sums arc after arc, of which none makes good what an earlier one spoilt", () => {
      const [messages, weights, out] = [draw(8 * stride), draw(200), filled(length, 9)];
      const sumAt = (i: number): number => {
        const [member, s] = [Math.floor(i / stride), i % stride];
        let sum = at(weights, 30 * member);
        for (const { messagesAt, terms, weightAt } of arcs) {
          for (let k = 0; k < terms; k++)
            sum = round(sum + round(at(weights, weightAt + 30 * member + k) * at(messages, messagesAt + k * stride + s))); // prettier-ignore
        }
        return sum;
      };
      const plan = kernels.prepareForward(forwardPlan({ out, stride, weights, messages, arcs, startStep: 30 }), undefined); // prettier-ignore
      expect(kernels.forward(plan, 1, 4, first, samples)).toBe(-1);
      expect([...out.numbers]).toEqual([...out.numbers].map((_, i) => (isMeant(i, 1, 4) ? sumAt(i) : 9)));
      // 0 · ∞ in neuron 2's first arc.
      weights.numbers[4 + 30 * 2] = Infinity;
      messages.numbers.fill(0, 0, stride);
      expect(kernels.forward(plan, 1, 2, first, samples)).toBe(-1);
      expect(kernels.forward(plan, 1, 4, first, samples)).toBe(0);
    });

    it("correlates the rows of all its arcs, and biases", () => {
      const [messages, delta, gradients, weights] = [draw(8 * stride), draw(length), filled(200, 9), draw(200)]; // prettier-ignore
      const mean = (term: (s: number) => number): number => {
        const [a = NaN, b = NaN, c = 0, d = 0] = Array.from({ length: lanes[precision] }, (_, r) => {
          let sum = 0;
          for (let s = r; s < stride; s += lanes[precision]) sum = round(sum + term(s));
          return sum;
        });
        return round((precision === "f64" ? a + b : round(round(a + b) + round(c + d))) * round(1 / stride));
      };
      const expected = [...gradients.numbers];
      for (let member = 1; member < 4; member++) {
        const deltaAt = (s: number): number => at(delta, member * stride + s);
        expected[30 * member] = mean(deltaAt);
        for (const { messagesAt, terms, weightAt } of arcs) {
          for (let k = 0; k < terms; k++)
            expected[weightAt + 30 * member + k] = mean((s) => round(at(messages, messagesAt + k * stride + s) * deltaAt(s))); // prettier-ignore
        }
      }
      const plan = kernels.prepareForward(forwardPlan({ stride, messages, arcs, delta, gradients, weights, startStep: 30 }), undefined); // prettier-ignore
      kernels.correlate(plan, 1, 4, stride);
      expect([...gradients.numbers]).toEqual(expected);
    });
  });
});
