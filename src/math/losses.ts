import { lookUp } from "./lookup.ts";
import type { Loss, LossName } from "./loss.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   z, a, targets and error have their places for every output k and sample s */

// A loss reads and writes vectors of the outputs in place, and allocates nothing. It computes in double; derivatives are
// rounded when they are stored. The operations stand in the order in which they are done, and the sum of a sample runs over the
// outputs from the first to the last, starting from 0: that fixes the bits.

/** ½ Σ (a−t)²: each term 0.5 · d · d, with d = a − t; error d. */
const halfSquaredError: Loss = {
  name: "half-squared-error",
  outputs: undefined,
  enters: "activation",
  evaluate({ a, at, targets, error, stride, losses }, first, samples) {
    const count = at.length;
    const end = first + samples;
    let sum = 0;
    for (let s = first; s < end; s++) {
      let loss = 0;
      for (let k = 0; k < count; k++) {
        const difference = a[at[k]! + s]! - targets[s * count + k]!;
        loss += 0.5 * difference * difference;
        error[k * stride + s] = difference;
      }
      losses[s] = loss;
      sum += loss;
    }
    return sum;
  },
};

/** (1/K) Σ (a−t)²: the sum of d · d, divided by K; error 2 · d / K. */
const meanSquaredError: Loss = {
  name: "mean-squared-error",
  outputs: undefined,
  enters: "activation",
  evaluate({ a, at, targets, error, stride, losses }, first, samples) {
    const count = at.length;
    const end = first + samples;
    let sum = 0;
    for (let s = first; s < end; s++) {
      let loss = 0;
      for (let k = 0; k < count; k++) {
        const difference = a[at[k]! + s]! - targets[s * count + k]!;
        loss += difference * difference;
        error[k * stride + s] = (2 * difference) / count;
      }
      loss /= count;
      losses[s] = loss;
      sum += loss;
    }
    return sum;
  },
};

/**
 * −Σ [t·ln a + (1−t)·ln(1−a)] of sigmoid outputs. With a = 1/(1+e^−z) a term is (max(z,0) − t·z) + ln(1 + e^−|z|),
 * which is finite even where a has rounded to 0 or 1; and ∂L/∂z is a − t, the factor a·(1−a) having cancelled.
 */
const binaryCrossEntropy: Loss = {
  name: "binary-cross-entropy",
  outputs: "sigmoid",
  enters: "pre-activation",
  evaluate({ z, a, at, targets, error, stride, losses }, first, samples) {
    const count = at.length;
    const end = first + samples;
    let sum = 0;
    for (let s = first; s < end; s++) {
      let loss = 0;
      for (let k = 0; k < count; k++) {
        const place = at[k]! + s;
        const input = z[place]!;
        const wanted = targets[s * count + k]!;
        loss += Math.max(input, 0) - wanted * input + Math.log1p(Math.exp(-Math.abs(input)));
        error[k * stride + s] = a[place]! - wanted;
      }
      losses[s] = loss;
      sum += loss;
    }
    return sum;
  },
};

/**
 * −Σ t·ln p of p = softmax(z). With m = max z, e_k = exp(z_k − m) and S = Σ e_k:
 * loss Σ t_k · (ln S − (z_k − m)), error (e_k / S) · T − t_k, where T = Σ t_k. Where T is 1 the product changes no
 * bit, and the error is p − t. S is at least 1, so that ln S is finite.
 */
const softmaxCrossEntropy: Loss = {
  name: "softmax-cross-entropy",
  outputs: "identity",
  enters: "activation",
  evaluate({ z, at, targets, error, stride, losses, scratch: exponentials }, first, samples) {
    const count = at.length;
    const end = first + samples;
    let sum = 0;
    for (let s = first; s < end; s++) {
      let largest = -Infinity;
      for (let k = 0; k < count; k++) largest = Math.max(largest, z[at[k]! + s]!);
      let all = 0;
      let wantedOfAll = 0;
      for (let k = 0; k < count; k++) {
        exponentials[k] = Math.exp(z[at[k]! + s]! - largest);
        all += exponentials[k]!;
        wantedOfAll += targets[s * count + k]!;
      }
      const logarithm = Math.log(all);
      let loss = 0;
      for (let k = 0; k < count; k++) {
        const wanted = targets[s * count + k]!;
        // Two finite numbers may lie infinitely far apart, and 0 · ∞ is NaN where nothing was asked for.
        if (wanted !== 0) loss += wanted * (logarithm - (z[at[k]! + s]! - largest));
        error[k * stride + s] = (exponentials[k]! / all) * wantedOfAll - wanted;
      }
      losses[s] = loss;
      sum += loss;
    }
    return sum;
  },
};

const losses: ReadonlyMap<LossName, Loss> = new Map(
  [halfSquaredError, meanSquaredError, binaryCrossEntropy, softmaxCrossEntropy].map((each) => [
    each.name,
    each,
  ]),
);

export const lossNames: readonly LossName[] = [...losses.keys()];

/**
 * The loss of that name.
 * @throws RangeError where there is none
 */
export function loss(name: LossName): Loss {
  return lookUp("loss", losses, name);
}
