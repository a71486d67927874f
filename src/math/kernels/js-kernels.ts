import { type Precision, rounding } from "../precision.ts";
import { sigmoid, sigmoidSlope } from "../sigmoid.ts";
import { correlateF32, correlateF64 } from "./js-lanes.ts";
import { jsUpdates } from "./js-updates.ts";
import type { Kernels, Plan, PlannedArc } from "./kernels.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   Every index below stays inside its block by the contract of Kernels; a check per number would cost half the speed. */

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

  return {
    ...jsUpdates(round),
    correlate: precision === "f64" ? correlateF64 : correlateF32,
    prepare: (plan) => ({ address: 0, plan }),

    weightedSum(prepared, member, first, samples) {
      const plan = prepared.plan!;
      const { numbers } = plan.out;
      const at = plan.outAt + member * plan.stride + first;
      const start = plan.startAt < 0 ? 0 : plan.weights.numbers[plan.startAt + member * plan.startStep]!;
      for (let s = 0; s < samples; s++) numbers[at + s] = start;
      for (const arc of plan.arcs) accumulate(plan, arc, member, first, samples);
      for (let s = 0; s < samples; s++) if (numbers[at + s]! - numbers[at + s]! !== 0) return s;
      return -1;
    },

    amplify({ numbers: gain }, { numbers: delta }, at, samples) {
      for (let i = at; i < at + samples; i++) {
        const d = round(gain[i]! * delta[i]!);
        delta[i] = d;
        if (d - d !== 0) return i - at;
      }
      return -1;
    },

    sigmoid({ numbers: z }, { numbers: a }, { numbers: gain }, at, samples) {
      for (let i = at; i < at + samples; i++) {
        a[i] = sigmoid(z[i]!);
        gain[i] = sigmoidSlope(a[i]!);
      }
    },

    add({ numbers: out }, outAt, { numbers: addend }, addendAt, samples) {
      for (let s = 0; s < samples; s++) out[outAt + s] = round(out[outAt + s]! + addend[addendAt + s]!);
    },
  };
}
