/* eslint-disable @typescript-eslint/no-non-null-assertion -- lists have one number a sample */

// The canonical orders of ARCHITECTURE.md, written down once more for single numbers: a sum in another order has
// other bits.

/** What one message adds to its receiver's sum, sample by sample. */
export interface Term {
  readonly weight: number;
  readonly values: readonly number[];
}

/** start + Σ weight · value for each sample, in synapse order; each product and each sum is rounded. */
export function weightedSums(start: number, terms: readonly Term[], samples: number): number[] {
  const sums = new Array<number>(samples).fill(start);
  for (const { weight, values } of terms) {
    for (let s = 0; s < samples; s++) sums[s] = sums[s]! + weight * values[s]!;
  }
  return sums;
}

/**
 * The mean over a whole batch of value · delta, or of delta alone, given micro-batch by micro-batch: two lanes over the
 * samples of the batch, sample s in lane s mod 2, each from +0; then (lane 0 + lane 1) · (1/n).
 */
export function batchMean(
  deltas: readonly (readonly number[])[],
  values: readonly (readonly number[])[] | undefined,
): number {
  let even = 0;
  let odd = 0;
  let sample = 0;
  for (let part = 0; part < deltas.length; part++) {
    const delta = deltas[part]!;
    const value = values?.[part];
    for (let s = 0; s < delta.length; s++) {
      const term = value === undefined ? delta[s]! : value[s]! * delta[s]!;
      if (sample % 2 === 0) even += term;
      else odd += term;
      sample++;
    }
  }
  return (even + odd) * (1 / sample);
}
