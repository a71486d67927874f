import { type Numbers, type Precision, rounding } from "../precision.ts";
import { sigmoid, sigmoidSlope } from "../sigmoid.ts";
import { meansF32, meansF64 } from "./js-lanes.ts";
import { jsUpdates } from "./js-updates.ts";
import type { Block } from "./block.ts";
import type { BackwardPlan, ForwardPlan, Kernels, Plan, PlannedArc, Prepared } from "./kernels.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   Every index below stays inside its block by the contract of Kernels; a check per number would cost half the speed.
   Each pass is given plans that were prepared for it, by the same contract. */

/** The kernels in plain JavaScript: four inputs share each pass over the samples, which keeps sums in registers. */
export function jsKernels(precision: Precision): Kernels {
  const round = rounding[precision];

  /** out[outAt + s] += Σ weight · message, over the senders of one arc. */
  const accumulate = (plan: Plan, arc: PlannedArc, member: number, first: number, samples: number): void => {
    const [out, weights, messages] = [plan.out.numbers, plan.weights.numbers, plan.messages.numbers];
    const { stride } = plan;
    const { terms, weightStep } = arc;
    const outAt = plan.outAt + member * stride + first;
    let k = 0;
    let w = arc.weightAt + member * arc.memberStep;
    let x0 = arc.messagesAt + first;
    for (; k + 3 < terms; k += 4) {
      const w0 = weights[w]!;
      const w1 = weights[w + weightStep]!;
      const w2 = weights[w + 2 * weightStep]!;
      const w3 = weights[w + 3 * weightStep]!;
      const x1 = x0 + stride;
      const x2 = x1 + stride;
      const x3 = x2 + stride;
      for (let s = 0; s < samples; s++) {
        let sum = round(out[outAt + s]! + round(w0 * messages[x0 + s]!));
        sum = round(sum + round(w1 * messages[x1 + s]!));
        sum = round(sum + round(w2 * messages[x2 + s]!));
        out[outAt + s] = round(sum + round(w3 * messages[x3 + s]!));
      }
      w += 4 * weightStep;
      x0 = x3 + stride;
    }
    for (; k < terms; k++) {
      const w0 = weights[w]!;
      for (let s = 0; s < samples; s++) {
        out[outAt + s] = round(out[outAt + s]! + round(w0 * messages[x0 + s]!));
      }
      w += weightStep;
      x0 += stride;
    }
  };

  /** The sums of one neuron, each from `start`. */
  const weightedSum = (plan: Plan, member: number, start: number, first: number, samples: number): void => {
    const { numbers } = plan.out;
    const at = plan.outAt + member * plan.stride + first;
    for (let s = at; s < at + samples; s++) numbers[s] = start;
    for (const arc of plan.arcs) accumulate(plan, arc, member, first, samples);
  };

  const squash = ({ numbers: z }: Block, { a, gain }: Activation, at: number, samples: number): void => {
    for (let i = at; i < at + samples; i++) {
      a.numbers[i] = sigmoid(z[i]!);
      gain.numbers[i] = sigmoidSlope(a.numbers[i]!);
    }
  };

  const add = (out: Numbers, at: number, addend: Numbers, addendAt: number, samples: number): void => {
    for (let s = 0; s < samples; s++) out[at + s] = round(out[at + s]! + addend[addendAt + s]!);
  };

  const plans: Plan[] = [];
  const prepare = (plan: Plan, earlier: Prepared | undefined): Prepared => {
    const place = earlier ?? plans.length;
    plans[place] = plan;
    return place;
  };
  const means = precision === "f64" ? meansF64 : meansF32;

  return {
    ...jsUpdates(round),
    prepareForward: prepare,
    prepareBackward: prepare,

    correlate(prepared, from, to, samples) {
      const plan = plans[prepared] as ForwardPlan;
      for (let member = from; member < to; member++) means(plan, member, samples);
    },

    forward(prepared, from, to, first, samples) {
      const plan = plans[prepared] as ForwardPlan;
      const { out, outAt, stride, weights, startAt, startStep, activation } = plan;
      for (let member = from; member < to; member++) {
        const at = outAt + member * stride + first;
        weightedSum(plan, member, weights.numbers[startAt + member * startStep]!, first, samples);
        const stopped = firstNotFinite(out.numbers, at, samples);
        if (stopped >= 0) return stopped;
        if (activation !== undefined) squash(out, activation, at, samples);
      }
      return -1;
    },

    backward(prepared, from, to, first, samples) {
      const plan = plans[prepared] as BackwardPlan;
      const { out, outAt, stride, gain, loss } = plan;
      const delta = out.numbers;
      for (let member = from; member < to; member++) {
        const at = outAt + member * stride + first;
        weightedSum(plan, member, 0, first, samples);
        const errorAt = (loss?.errorAt ?? 0) + member * stride + first;
        if (loss?.enters === "activation") add(delta, at, loss.error.numbers, errorAt, samples);
        for (let i = at; i < at + samples; i++) delta[i] = round(gain.numbers[i]! * delta[i]!);
        const stopped = firstNotFinite(delta, at, samples);
        if (stopped >= 0) return stopped;
        if (loss?.enters === "pre-activation") add(delta, at, loss.error.numbers, errorAt, samples);
      }
      return -1;
    },
  };
}

type Activation = NonNullable<ForwardPlan["activation"]>;

/** −1, or which of `count` numbers is the first that is not finite: x − x is 0 for every finite x, and NaN for all else. */
function firstNotFinite(numbers: Numbers, at: number, count: number): number {
  for (let s = 0; s < count; s++) if (numbers[at + s]! - numbers[at + s]! !== 0) return s;
  return -1;
}
