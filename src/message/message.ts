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
 * `row` holds one number per incoming synapse, in synapse order, then the bias's. The version is that of the weights
 * now, after a commit the new one.
 */
export interface RowMessage {
  readonly kind: "gradient" | "commit";
  readonly from: string;
  readonly batch: number;
  readonly row: readonly number[];
  readonly weightVersion: number;
}
