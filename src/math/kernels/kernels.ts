import type { Block } from "./block.ts";

/**
 * The inner loops of a neuron. Every implementation gives the same bits: each product and each sum is rounded to the
 * precision of the blocks, in the orders stated here (Law 2), whatever the size of micro-batches.
 *
 * Vectors hold one number a sample. A block of vectors is neuron-major: neuron k's numbers for `samples` samples
 * stand at blockAt + k·stride + s.
 */
export interface Kernels extends UpdateKernels {
  /**
   * out[outAt + s] = weights[startAt] + Σₖ weights[weightAt + k·weightStep] · block[blockAt + k·stride + s], k ascending from 0,
   * one accumulator a sample. A step of 1 walks a neuron's row (forward), a step of a row's length walks a column
   * of other neurons' rows (backward). startAt −1: the sum starts from +0. Returns −1, or the first place of `out` where the sum is not finite.
   */
  readonly weightedSum: (
    out: Block,
    outAt: number,
    weights: Block,
    startAt: number,
    weightAt: number,
    weightStep: number,
    block: Block,
    blockAt: number,
    stride: number,
    terms: number,
    samples: number,
  ) => number;

  /** The same, but each sum starts from what stands in `out`. */
  readonly accumulate: (
    out: Block,
    outAt: number,
    weights: Block,
    weightAt: number,
    weightStep: number,
    block: Block,
    blockAt: number,
    stride: number,
    terms: number,
    samples: number,
  ) => number;

  /**
   * delta[at + s] = gain[at + s] · delta[at + s]; −1, or the first place where the product is not finite. What stands
   * after such a place may or may not have been multiplied.
   */
  readonly amplify: (gain: Block, delta: Block, at: number, samples: number) => number;

  /** out[outAt + s] += addend[addendAt + s] */
  readonly add: (out: Block, outAt: number, addend: Block, addendAt: number, samples: number) => void;

  /**
   * out[outAt + k] = (lane₀ + lane₁) · (1/samples), where lane r sums block[blockAt + k·stride + s] · delta[deltaAt + s]
   * over the samples s = r, r + 2, r + 4, … of the whole batch, ascending from +0. In f32 there are four lanes, and
   * their sum is (lane₀ + lane₁) + (lane₂ + lane₃). out[meanAt] becomes the same of delta alone: the gradient of the bias.
   */
  readonly correlate: (
    out: Block,
    outAt: number,
    meanAt: number,
    block: Block,
    blockAt: number,
    stride: number,
    terms: number,
    delta: Block,
    deltaAt: number,
    samples: number,
  ) => void;
}

/**
 * The optimizers' rules for parameters[from … to−1], w, and their gradients, g; what a rule remembers has the same places.
 * `decay` λ > 0 is a penalty: then g stands for g + λ·w. Products and quotients are formed from the left. All scalars are
 * rounded to the precision of the blocks before they are used.
 */
export interface UpdateKernels {
  /** w − rate·g */
  readonly sgd: (
    parameters: Block,
    gradients: Block,
    from: number,
    to: number,
    rate: number,
    decay: number,
  ) => void;

  /** b ← kept·b + entering·g; w − rate·b */
  readonly momentum: (
    parameters: Block,
    gradients: Block,
    buffer: Block,
    from: number,
    to: number,
    rate: number,
    kept: number,
    entering: number,
    decay: number,
  ) => void;

  /** b ← kept·b + g; w − rate·(g + kept·b) */
  readonly nesterov: (
    parameters: Block,
    gradients: Block,
    buffer: Block,
    from: number,
    to: number,
    rate: number,
    kept: number,
    decay: number,
  ) => void;

  /** v ← kept·v + entering·g·g; w − rate·g / (√v + epsilon) */
  readonly rmsprop: (
    parameters: Block,
    gradients: Block,
    squares: Block,
    from: number,
    to: number,
    rate: number,
    kept: number,
    entering: number,
    epsilon: number,
    decay: number,
  ) => void;

  /** m ← kept1·m + entering1·g; v ← kept2·v + entering2·g·g; w·shrink − rate·m / (√v / correction + epsilon) */
  readonly adam: (
    parameters: Block,
    gradients: Block,
    means: Block,
    squares: Block,
    from: number,
    to: number,
    rate: number,
    correction: number,
    shrink: number,
    kept1: number,
    entering1: number,
    kept2: number,
    entering2: number,
    epsilon: number,
    decay: number,
  ) => void;
}
