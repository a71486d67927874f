import { type Numbers, type Precision, rounding } from "../precision.ts";
import { correlateF32, correlateF64 } from "./js-lanes.ts";
import { jsUpdates } from "./js-updates.ts";
import type { Kernels } from "./kernels.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   Every index below stays inside its block by the contract of Kernels; a check per number would cost half the speed. */

/** The kernels in plain JavaScript: four inputs share each pass over the samples, which keeps sums in registers. */
export function jsKernels(precision: Precision): Kernels {
  const round = rounding[precision];

  const firstNotFinite = (numbers: Numbers, at: number, samples: number): number => {
    for (let i = at; i < at + samples; i++) if (numbers[i]! - numbers[i]! !== 0) return i;
    return -1;
  };

  const accumulate: Kernels["accumulate"] = (
    into,
    outAt,
    from,
    weightAt,
    weightStep,
    vectors,
    blockAt,
    stride,
    terms,
    samples,
  ) => {
    const [out, weights, block] = [into.numbers, from.numbers, vectors.numbers];
    let k = 0;
    let w = weightAt;
    let x0 = blockAt;
    for (; k + 3 < terms; k += 4) {
      const w0 = weights[w]!;
      const w1 = weights[w + weightStep]!;
      const w2 = weights[w + 2 * weightStep]!;
      const w3 = weights[w + 3 * weightStep]!;
      const x1 = x0 + stride;
      const x2 = x1 + stride;
      const x3 = x2 + stride;
      for (let s = 0; s < samples; s++) {
        let sum = round(out[outAt + s]! + round(w0 * block[x0 + s]!));
        sum = round(sum + round(w1 * block[x1 + s]!));
        sum = round(sum + round(w2 * block[x2 + s]!));
        out[outAt + s] = round(sum + round(w3 * block[x3 + s]!));
      }
      w += 4 * weightStep;
      x0 = x3 + stride;
    }
    for (; k < terms; k++) {
      const w0 = weights[w]!;
      for (let s = 0; s < samples; s++) {
        out[outAt + s] = round(out[outAt + s]! + round(w0 * block[x0 + s]!));
      }
      w += weightStep;
      x0 += stride;
    }
    return firstNotFinite(out, outAt, samples);
  };

  return {
    ...jsUpdates(round),
    accumulate,
    correlate: precision === "f64" ? correlateF64 : correlateF32,

    weightedSum(out, outAt, weights, startAt, weightAt, weightStep, block, blockAt, stride, terms, samples) {
      const { numbers } = out;
      const start = startAt < 0 ? 0 : weights.numbers[startAt]!;
      for (let s = 0; s < samples; s++) numbers[outAt + s] = start;
      return accumulate(out, outAt, weights, weightAt, weightStep, block, blockAt, stride, terms, samples);
    },

    amplify({ numbers: gain }, { numbers: delta }, at, samples) {
      for (let i = at; i < at + samples; i++) {
        const d = round(gain[i]! * delta[i]!);
        delta[i] = d;
        if (d - d !== 0) return i;
      }
      return -1;
    },

    add({ numbers: out }, outAt, { numbers: addend }, addendAt, samples) {
      for (let s = 0; s < samples; s++) out[outAt + s] = round(out[outAt + s]! + addend[addendAt + s]!);
    },
  };
}
