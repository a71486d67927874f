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
  /** What error signals are multiplied by: the parameters themselves, or numbers of their own, which begin with as many places. */
  readonly errorWeights: Block;
  /** What becomes of error weights of their own; undefined where they are the parameters themselves. */
  readonly errorWeightRule: ErrorWeightRule | undefined;
  /** Feedback weights in the parameters' places; NaN where error signals see the weight itself. */
  readonly feedback: Float64Array | undefined;
  /** ∂C/∂parameter of the batch, in the parameters' places. */
  readonly gradients: Block;
  /** What the commit at hand has in common for all parameters (see ../math/kernels/scalars.ts). */
  readonly scalars: Block;
  /** 1 where a parameter may not be trained. */
  readonly frozen: Uint8Array | undefined;
  /** The batch in flight. */
  frame: Frame;
  learning: Learning;
}

/** What becomes of the weights that error signals meet (`memory.errorWeights`), where they are numbers of their own. */
export interface ErrorWeightRule {
  /**
   * A neuron's row, parameters from … to − 1, was committed, and has seen `version` commits now: its synapses' other ends,
   * which know the same a and δ, do what they do.
   */
  readonly commit: (memory: Memory, from: number, to: number, version: number) => void;
  /**
   * The row's parameters are others now without a commit: what is made of them is made again. undefined: error weights that
   * learn by themselves, of which the parameters say nothing.
   */
  readonly follow: ((memory: Memory, from: number, to: number, version: number) => void) | undefined;
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
