import { lookUp } from "./lookup.ts";
import type { Loss, LossName } from "./loss.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   z, a, target and error have the K places that k runs over */

// A loss runs once a sample and allocates nothing. The operations stand in the order in which they are done, and
// sums run over the outputs from the first to the last, starting from 0: that fixes the bits.

/** ½ Σ (a−t)²: each term 0.5 · d · d, with d = a − t; error d. */
const halfSquaredError: Loss = {
  name: "half-squared-error",
  outputs: undefined,
  enters: "activation",
  evaluate: (_, a, target, error, losses, sample) => {
    let sum = 0;
    for (let k = 0; k < error.length; k++) {
      const difference = a[k]! - target[k]!;
      sum += 0.5 * difference * difference;
      error[k] = difference;
    }
    losses[sample] = sum;
  },
};

/** (1/K) Σ (a−t)²: the sum of d · d, divided by K; error 2 · d / K. */
const meanSquaredError: Loss = {
  name: "mean-squared-error",
  outputs: undefined,
  enters: "activation",
  evaluate: (_, a, target, error, losses, sample) => {
    const count = error.length;
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const difference = a[k]! - target[k]!;
      sum += difference * difference;
      error[k] = (2 * difference) / count;
    }
    losses[sample] = sum / count;
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
  evaluate: (z, a, target, error, losses, sample) => {
    let sum = 0;
    for (let k = 0; k < error.length; k++) {
      const input = z[k]!;
      const wanted = target[k]!;
      sum += Math.max(input, 0) - wanted * input + Math.log1p(Math.exp(-Math.abs(input)));
      error[k] = a[k]! - wanted;
    }
    losses[sample] = sum;
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
  evaluate: (z, _, target, error, losses, sample) => {
    const count = error.length;
    let largest = -Infinity;
    for (let k = 0; k < count; k++) largest = Math.max(largest, z[k]!);
    let exponentials = 0;
    let targets = 0;
    for (let k = 0; k < count; k++) {
      // `error` holds e_k until S is known.
      error[k] = Math.exp(z[k]! - largest);
      exponentials += error[k]!;
      targets += target[k]!;
    }
    const logarithm = Math.log(exponentials);
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const wanted = target[k]!;
      // Two finite numbers may lie infinitely far apart, and 0 · ∞ is NaN where nothing was asked for.
      if (wanted !== 0) sum += wanted * (logarithm - (z[k]! - largest));
      error[k] = (error[k]! / exponentials) * targets - wanted;
    }
    losses[sample] = sum;
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
