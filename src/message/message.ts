/** The two streams: activations flow downstream on the forward stream, error signals upstream on the reversed one. */
export type Direction = "forward" | "backward";

/** What every message says of where it stands in the run. */
interface Header {
  /** Id of the neuron that sends it; the same message goes to every neighbour. */
  readonly from: string;
  /** Number of the batch in the run, and of the micro-batch in the batch, both from 0. */
  readonly batch: number;
  readonly microBatch: number;
  /** Index in the batch of the first sample it covers; it covers `values.length` of them, in order. */
  readonly firstSample: number;
  /** How many commits the sender's weights had seen. */
  readonly weightVersion: number;
}

/** The message on the forward stream: the sender's a, one number a sample. */
export interface Activation extends Header {
  readonly kind: "activation";
  readonly values: readonly number[];
}

/**
 * The message on the reversed stream: the sender's δ = ∂L/∂z, one number a sample. The *receiver* multiplies it by
 * its copy of the weight that joins the two, in the version that the message names.
 */
export interface ErrorSignal extends Header {
  readonly kind: "error-signal";
  readonly values: readonly number[];
}

/**
 * What a neuron says of its own row: the gradient of the batch once it has it, and the parameters after a commit.
 * `weights` holds one number per incoming synapse, in synapse order. The version is that of the weights
 * now, after a commit the new one.
 */
export interface RowMessage {
  readonly kind: "gradient" | "commit";
  readonly from: string;
  readonly batch: number;
  readonly weights: readonly number[];
  readonly bias: number;
  readonly weightVersion: number;
}

/** What a batch is run for: "evaluate" goes as far as the losses, "gradients" and back again, "train" commits too. */
export type Purpose = "evaluate" | "gradients" | "train";

/** What the coordinator says before it feeds a batch. */
export interface BatchMessage {
  readonly kind: "batch";
  readonly batch: number;
  readonly purpose: Purpose;
  /** Of each sample of the batch, its row in the samples that were given. */
  readonly rows: readonly number[];
  /** Samples of each micro-batch. */
  readonly microBatches: readonly number[];
}
