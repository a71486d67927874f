import type { Block } from "./block.ts";

/**
 * The inner loops of a neuron. Every implementation gives the same bits: each product and each sum is rounded to the
 * precision of the blocks, in the orders stated here (Law 2), whatever the size of micro-batches.
 *
 * Vectors hold one number a sample. A block of vectors is neuron-major: neuron k's numbers for `samples` samples
 * stand at blockAt + k·stride + s.
 */
export interface Kernels extends ActivationKernels, UpdateKernels {
  /**
   * Takes note of where a population's numbers stand, so that a sum needs to be told no more than whose it is. `earlier`: the
   * population's last plan, with as many arcs, which is not needed any more.
   */
  readonly prepare: (plan: Plan, earlier: Prepared | undefined) => Prepared;

  /**
   * The sum of neuron `member` for samples first … first + samples − 1, one accumulator a sample: out[outAt + member·stride + s] =
   * weights[startAt + member·startStep] + Σ weight · message, arc by arc, and in each sender by sender, ascending. Returns −1, or
   * the number of the first of these samples whose sum is not finite.
   */
  readonly weightedSum: (prepared: Prepared, member: number, first: number, samples: number) => number;

  /**
   * The gradients of neuron `member`, in its weights' places, and that of its bias in the place that its sum starts from: of each
   * weight (lane₀ + lane₁) · (1/samples), where lane r sums message · delta over the samples r, r + 2, r + 4, … of the whole
   * batch, ascending from +0; of the bias the same of delta alone. In f32 there are four lanes, and their sum is
   * (lane₀ + lane₁) + (lane₂ + lane₃).
   */
  readonly correlate: (prepared: Prepared, member: number, samples: number) => void;

  /**
   * delta[at + s] = gain[at + s] · delta[at + s]; −1, or the number of the first of these samples whose product is not finite.
   * What stands after it may or may not have been multiplied.
   */
  readonly amplify: (gain: Block, delta: Block, at: number, samples: number) => number;

  /** out[outAt + s] += addend[addendAt + s] */
  readonly add: (out: Block, outAt: number, addend: Block, addendAt: number, samples: number) => void;
}

/**
 * Where the numbers stand of the neurons of a population, `member` after `member`, in one direction. A weight step of 1 walks a
 * neuron's row (forward), a step of a row's length walks a column of other neurons' rows (backward).
 */
export interface Plan {
  /** What is summed up comes to stand in neuron m's vector at outAt + m·stride. */
  readonly out: Block;
  readonly outAt: number;
  readonly stride: number;
  readonly weights: Block;
  /** Sums start from weights[startAt + m·startStep]; startAt −1: from +0. */
  readonly startAt: number;
  readonly startStep: number;
  /** The vectors of those who are heard. */
  readonly messages: Block;
  readonly arcs: readonly PlannedArc[];
  /** Of a forward plan: each neuron's δ, in the places of `out`, and the gradients, in the places of `weights`. */
  readonly delta: Block;
  readonly gradients: Block;
}

/**
 * `terms` neighbouring senders, the first of whose vectors stands at messagesAt. The weight of the k-th one at neuron m is
 * weights[weightAt + k·weightStep + m·memberStep].
 */
export interface PlannedArc {
  readonly messagesAt: number;
  readonly terms: number;
  readonly weightAt: number;
  readonly weightStep: number;
  readonly memberStep: number;
}

/** A plan as the kernels that prepared it take it. */
export interface Prepared {
  /** Where it stands in their memory; 0 where the memory is JavaScript's own. */
  readonly address: number;
  /** The plan itself, where the memory is JavaScript's own: a network of many small populations has many. */
  readonly plan: Plan | undefined;
}

/** Activation functions that kernels compute, where others are loops of JavaScript (see activation-functions.ts). */
export interface ActivationKernels {
  /** a = 1 / (1 + e^−z), and its gain a·(1 − a), in double, at places at … at + samples − 1. */
  readonly sigmoid: (z: Block, a: Block, gain: Block, at: number, samples: number) => void;
}

/**
 * The optimizers' rules for parameters[from … to−1], w, and their gradients, g; what a rule remembers, state[0] and state[1], has
 * the same places. rate, decay and so on stand in `scalars` (see scalars.ts). A decay λ > 0 is a penalty: then g stands for
 * g + λ·w. Products and quotients are formed from the left.
 */
export interface UpdateKernels {
  /** w − rate·g */
  readonly sgd: UpdateKernel;
  /** b ← kept·b + entering·g; w − rate·b */
  readonly momentum: UpdateKernel;
  /** b ← kept·b + g; w − rate·(g + kept·b) */
  readonly nesterov: UpdateKernel;
  /** v ← keptOfSquares·v + enteringOfSquares·g·g; w − rate·g / (√v + epsilon) */
  readonly rmsprop: UpdateKernel;
  /**
   * m ← kept·m + entering·g; v ← keptOfSquares·v + enteringOfSquares·g·g;
   * w·shrink − rate·m / (√v / correction + epsilon)
   */
  readonly adam: UpdateKernel;
}

export type UpdateKernel = (
  parameters: Block,
  gradients: Block,
  state: readonly Block[],
  scalars: Block,
  from: number,
  to: number,
) => void;
