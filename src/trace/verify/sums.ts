import { type Precision, rounding } from "../../math/precision.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- lists have one number a sample */

// The canonical orders of ARCHITECTURE.md, written down once more for single numbers: a sum in another order has
// other bits.

/** What one message adds to its receiver's sum, sample by sample. */
export interface Term {
  readonly weight: number;
  readonly values: readonly number[];
}

/** start + Σ weight · value for each sample, in synapse order; each product and each sum is rounded. */
export function weightedSums(
  round: (x: number) => number,
  start: number,
  terms: readonly Term[],
  samples: number,
): number[] {
  const sums = new Array<number>(samples).fill(start);
  for (const { weight, values } of terms) {
    for (let s = 0; s < samples; s++) sums[s] = round(sums[s]! + round(weight * values[s]!));
  }
  return sums;
}

/**
 * The mean over a whole batch of value · delta, or of delta alone, given micro-batch by micro-batch: two lanes over the
 * samples of the batch, sample s in lane s mod 2, each from +0; then (lane 0 + lane 1) · (1/n). In f32 there are four lanes,
 * summed as (0 + 1) + (2 + 3).
 */
export function batchMean(
  precision: Precision,
  deltas: readonly (readonly number[])[],
  values: readonly (readonly number[])[] | undefined,
): number {
  const round = rounding[precision];
  const lanes = [0, 0, 0, 0];
  let sample = 0;
  for (let part = 0; part < deltas.length; part++) {
    const delta = deltas[part]!;
    const value = values?.[part];
    for (let s = 0; s < delta.length; s++) {
      const term = value === undefined ? delta[s]! : round(value[s]! * delta[s]!);
      const lane = precision === "f64" ? sample % 2 : sample % 4;
      lanes[lane] = round(lanes[lane]! + term);
      sample++;
    }
  }
  // In f64 lanes 2 and 3 stay at +0, which changes no sum of the first two, for none of them is −0.
  const sum = round(round(lanes[0]! + lanes[1]!) + round(lanes[2]! + lanes[3]!));
  return round(sum * round(1 / sample));
}
