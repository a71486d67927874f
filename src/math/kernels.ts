import type { ActivationFunction } from "./activation-function.ts";

/**
 * The inner loops of a neuron. Every implementation gives the same bits: each product and each sum is rounded,
 * in the orders stated here (Law 2), whatever the size of micro-batches.
 *
 * Vectors hold one number a sample. A block of vectors is neuron-major: neuron k's numbers for `samples` samples
 * stand at blockAt + k·stride + s.
 */
export interface Kernels {
  readonly name: "js";

  /** out[outAt + s] = value */
  readonly fill: (out: Float64Array, outAt: number, samples: number, value: number) => void;

  /**
   * out[outAt + s] += Σₖ weights[weightAt + k·weightStep] · block[blockAt + k·stride + s], k ascending from 0,
   * one accumulator a sample. A step of 1 walks a neuron's row (forward), a step of a row's length walks a column
   * of other neurons' rows (backward).
   */
  readonly accumulate: (
    out: Float64Array,
    outAt: number,
    weights: Float64Array,
    weightAt: number,
    weightStep: number,
    block: Float64Array,
    blockAt: number,
    stride: number,
    terms: number,
    samples: number,
  ) => void;

  /** a = σ(z) and gain = σ'(z) at places at … at + samples − 1; −1, or the first place where z is not finite. */
  readonly activate: (
    fn: ActivationFunction,
    z: Float64Array,
    a: Float64Array,
    gain: Float64Array,
    at: number,
    samples: number,
  ) => number;

  /** delta[at + s] = gain[at + s] · delta[at + s]; −1, or the first place where the product is not finite. */
  readonly amplify: (gain: Float64Array, delta: Float64Array, at: number, samples: number) => number;

  /** out[outAt + s] += addend[addendAt + s] */
  readonly add: (
    out: Float64Array,
    outAt: number,
    addend: Float64Array,
    addendAt: number,
    samples: number,
  ) => void;

  /**
   * out[outAt + k] = (lane₀ + lane₁) · scale, where lane r sums block[blockAt + k·stride + s] · delta[deltaAt + s]
   * over the samples s = r, r + 2, r + 4, … of the whole batch, ascending from +0.
   */
  readonly correlate: (
    out: Float64Array,
    outAt: number,
    block: Float64Array,
    blockAt: number,
    stride: number,
    terms: number,
    delta: Float64Array,
    deltaAt: number,
    samples: number,
    scale: number,
  ) => void;

  /** The same lanes over delta alone: (lane₀ + lane₁) · scale. */
  readonly total: (delta: Float64Array, deltaAt: number, samples: number, scale: number) => number;
}
