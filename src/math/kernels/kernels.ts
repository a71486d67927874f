import type { Loss } from "../loss.ts";
import type { Block } from "./block.ts";

/**
 * The inner loops of a neuron. Every implementation gives the same bits: each product and each sum is rounded to the
 * precision of the blocks, in the orders stated here (Law 2), whatever the size of micro-batches.
 *
 * Each is told of the neurons from … to − 1 of a population, and computes each by itself. Vectors hold one number a sample. A block
 * of vectors is neuron-major: neuron k's numbers for `samples` samples stand at blockAt + k·stride + s.
 */
export interface Kernels extends UpdateKernels {
  /**
   * Take note of where a population's numbers stand, so that a pass needs to be told no more than whose it is. `earlier`: the
   * population's last plan of this direction, with as many arcs, which is not needed any more.
   */
  readonly prepareForward: (plan: ForwardPlan, earlier: Prepared | undefined) => Prepared;
  readonly prepareBackward: (plan: BackwardPlan, earlier: Prepared | undefined) => Prepared;

  /**
   * The sums of the samples first … first + samples − 1, one accumulator a sample: z = out[outAt + m·stride + s] =
   * weights[startAt + m·startStep] + Σ weight · message, arc by arc, and in each sender by sender, ascending. Where the plan has an
   * `activation`: a = 1 / (1 + e^−z), and the gain a·(1 − a) of the a that was stored, both computed in double.
   * Returns −1; or, of the first neuron with a sum that is not finite, the number of the first of these samples for which it is
   * not. What belongs to those after it may or may not have been computed.
   */
  readonly forward: Pass;

  /**
   * Sums in the same way, from +0, to which an output adds its error, then the products: delta = gain · (Σ weight · message + error), or
   * gain · Σ + error where the loss's term enters at the pre-activation. Returns the like of the products; an error that enters after the gain is not looked at.
   */
  readonly backward: Pass;

  /**
   * The gradients of the neurons from … to − 1 of a forward plan, in their weights' places, and of their biases in the places that their sums start
   * from: of each weight (lane₀ + lane₁) · (1/samples), where lane r sums message · delta over the samples r, r + 2, r + 4, … of the
   * whole batch, ascending from +0; of the bias the same of delta alone. In f32 there are four lanes, and their sum is
   * (lane₀ + lane₁) + (lane₂ + lane₃).
   */
  readonly correlate: (plan: Prepared, from: number, to: number, samples: number) => void;
}

export type Pass = (plan: Prepared, from: number, to: number, first: number, samples: number) => number;

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
  /** The vectors of those who are heard. */
  readonly messages: Block;
  readonly arcs: readonly PlannedArc[];
}

export interface ForwardPlan extends Plan {
  /** Sums start from weights[startAt + m·startStep]. */
  readonly startAt: number;
  readonly startStep: number;
  /** Where the sigmoid of each sum goes, and its slope, in the places of `out`; undefined: sums are all that is wanted. */
  readonly activation: { readonly a: Block; readonly gain: Block } | undefined;
  /** Each neuron's δ, in the places of `out`, and the gradients, in the places of `weights`. */
  readonly delta: Block;
  readonly gradients: Block;
}

export interface BackwardPlan extends Plan {
  /** In the places of `out`. */
  readonly gain: Block;
  /** Of outputs: neuron m's error stands at errorAt + m·stride. */
  readonly loss:
    { readonly error: Block; readonly errorAt: number; readonly enters: Loss["enters"] } | undefined;
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

/** The number by which the kernels that prepared a plan know it: where it stands in their memory, or its place among their plans. */
export type Prepared = number;

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
