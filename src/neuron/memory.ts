import type { Backend } from "../math/kernels/backend.ts";
import type { Optimizer, Step } from "../math/optimizer.ts";
import type { Block } from "../math/kernels/block.ts";
import type { Frame } from "./frame.ts";

/**
 * The numbers of the neurons that share one processor. Each neuron touches its own row and its own vectors, and
 * reads what its messages point at; the blocks are shared so that a message is a place, not an object.
 */
export interface Memory {
  readonly backend: Backend;
  /** Rows: a neuron's incoming weights in synapse order, then its bias. */
  readonly parameters: Block;
  /** What error signals are multiplied by: the parameters themselves, or a copy in which feedback weights differ. */
  readonly errorWeights: Block;
  /** Feedback weights in the parameters' places; NaN where error signals see the weight itself. */
  readonly feedback: Float64Array | undefined;
  /** ∂C/∂parameter of the batch, in the parameters' places. */
  readonly gradients: Block;
  /** 1 where a parameter may not be trained. */
  readonly frozen: Uint8Array | undefined;
  /** The batch in flight. */
  frame: Frame;
  learning: Learning;
}

/** How the rows are updated, for as long as a training run lasts. */
export interface Learning {
  readonly optimizer: Optimizer;
  /** The optimizer's numbers, each block in the parameters' places. */
  readonly state: readonly Block[];
  readonly step: Step;
  /**
   * "batch": neurons wait for the coordinator, so that error signals meet the weights that the forward pass used.
   * "delta": each population commits as soon as it has its own delta, and what lies upstream multiplies by the
   * updated weights: the best-known bug of published backpropagation code, here to be looked at.
   */
  readonly commitAfter: "batch" | "delta";
}
