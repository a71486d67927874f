import type { Numbers } from "./precision.ts";
import { numberIn, positiveNumber } from "./number-range.ts";
import { expectedOneOf } from "./suggestion.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- from … to − 1 lies inside the array */

/** "norm": all gradients together are at most `limit` long. "value": each lies within ±limit. */
export interface ClippingOptions {
  readonly kind: "norm" | "value";
  /** Above 0. */
  readonly limit: number;
}

/**
 * `options`, seen to be usable.
 * @throws RangeError `clipping.OPTION: expected …; got …`
 */
export function clipping(options: ClippingOptions): ClippingOptions {
  const { kind, limit } = options;
  const kinds = ["norm", "value"];
  if (!kinds.includes(kind)) throw new RangeError(`clipping.kind: ${expectedOneOf(kinds, kind)}`);
  return { kind, limit: numberIn(positiveNumber, "clipping.limit", limit) };
}

/**
 * What every gradient is multiplied by so that their common Euclidean norm is at most `limit`:
 * limit / (norm + 10⁻⁶) where that is below 1, else 1 (Pascanu, Mikolov and Bengio 2013, algorithm 1, as in PyTorch's
 * clip_grad_norm_).
 */
export function normClippingFactor(norm: number, limit: number): number {
  return Math.min(1, limit / (norm + 1e-6));
}

/** Brings gradients[from … to−1] within ±limit, in place, as PyTorch's clip_grad_value_ does. */
export function clipByValue(gradients: Numbers, limit: number, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    gradients[i] = Math.max(-limit, Math.min(limit, gradients[i]!));
  }
}
