/* eslint-disable @typescript-eslint/no-non-null-assertion --
   k runs over the K outputs, which z, a and t all have */
import type { LossName } from "./network-json.ts";

/** The loss of one sample over its K outputs and its derivatives; z, a, t: K numbers each. */
export const scalarLosses: Readonly<Record<LossName, ScalarLoss>> = {
  "half-squared-error": { enters: "activation", evaluate: halfSquaredError },
  "mean-squared-error": { enters: "activation", evaluate: meanSquaredError },
  "binary-cross-entropy": { enters: "pre-activation", evaluate: binaryCrossEntropy },
  "softmax-cross-entropy": { enters: "activation", evaluate: softmaxCrossEntropy },
};

export interface ScalarLoss {
  /** Whether `error` is ∂L/∂a or already ∂L/∂z. */
  readonly enters: "activation" | "pre-activation";
  readonly evaluate: (z: readonly number[], a: readonly number[], t: readonly number[]) => LossOfSample;
}

export interface LossOfSample {
  readonly loss: number;
  readonly error: readonly number[];
}

/** L = Σ ½(a − t)² */
function halfSquaredError(_z: readonly number[], a: readonly number[], t: readonly number[]): LossOfSample {
  let loss = 0;
  const error: number[] = [];
  for (let k = 0; k < a.length; k++) {
    const d = a[k]! - t[k]!;
    loss = loss + 0.5 * d * d;
    error.push(d);
  }
  return { loss, error };
}

/** L = (1/K) Σ (a − t)² */
function meanSquaredError(_z: readonly number[], a: readonly number[], t: readonly number[]): LossOfSample {
  let sum = 0;
  const error: number[] = [];
  for (let k = 0; k < a.length; k++) {
    const d = a[k]! - t[k]!;
    sum = sum + d * d;
    error.push((2 * d) / a.length);
  }
  return { loss: sum / a.length, error };
}

/**
 * L = −Σ [t ln a + (1 − t) ln(1 − a)] with a = sigmoid(z), as Σ max(z, 0) − t·z + ln(1 + exp(−|z|)); ∂L/∂z =
 * a − t.
 */
function binaryCrossEntropy(z: readonly number[], a: readonly number[], t: readonly number[]): LossOfSample {
  let loss = 0;
  const error: number[] = [];
  for (let k = 0; k < a.length; k++) {
    loss = loss + (Math.max(z[k]!, 0) - t[k]! * z[k]! + Math.log1p(Math.exp(-Math.abs(z[k]!))));
    error.push(a[k]! - t[k]!);
  }
  return { loss, error };
}

/** L = −Σ t ln p with p = softmax(z), z shifted by its largest; ∂L/∂z = p·Σt − t. */
function softmaxCrossEntropy(
  z: readonly number[],
  _a: readonly number[],
  t: readonly number[],
): LossOfSample {
  const largest = Math.max(...z);
  const exponentials = z.map((value) => Math.exp(value - largest));
  let normalizer = 0;
  for (const exponential of exponentials) normalizer = normalizer + exponential;
  let targetSum = 0;
  for (const target of t) targetSum = targetSum + target;
  const logNormalizer = Math.log(normalizer);
  let loss = 0;
  const error: number[] = [];
  for (let k = 0; k < z.length; k++) {
    loss = loss + t[k]! * (logNormalizer - (z[k]! - largest));
    const p = exponentials[k]! / normalizer;
    error.push((targetSum === 1 ? p : p * targetSum) - t[k]!);
  }
  return { loss, error };
}
