/**
 * One thing that happened in a run, with everything needed to say it in a sentence, draw it, or check it.
 * Numbers are lists with one entry per sample of the micro-batch, in the order of `samples`.
 */
export type TraceEvent =
  FeedEvent | DeliverEvent | ActivateEvent | LossEvent | DeltaEvent | GradientEvent | CommitEvent;

interface Numbered {
  /** Number of the event in its run, from 0. */
  readonly n: number;
  readonly batch: number;
}

interface Moment extends Numbered {
  readonly microBatch: number;
  /** Index of each sample in the batch. */
  readonly samples: readonly number[];
}

/** The coordinator hands an input neuron its numbers. */
export interface FeedEvent extends Moment {
  readonly kind: "feed";
  readonly neuron: string;
  readonly values: readonly number[];
}

/**
 * A message arrives over one synapse: forward, `values` are the sender's activations; backward, its deltas.
 * `from` is the sender and `to` the receiver, so a backward message over the synapse h1→o1 is from o1 to h1.
 * The receiver multiplies by `weight`: `products[s] = weight · values[s]`.
 */
export interface DeliverEvent extends Moment {
  readonly kind: "deliver";
  readonly direction: "forward" | "backward";
  readonly from: string;
  readonly to: string;
  readonly values: readonly number[];
  readonly weight: number;
  readonly weightVersion: number;
  readonly products: readonly number[];
}

/** A neuron has all its activations: z = b + Σ products, a = σ(z), and the gain σ'(z) for the way back. */
export interface ActivateEvent extends Moment {
  readonly kind: "activate";
  readonly neuron: string;
  readonly bias: number;
  readonly z: readonly number[];
  readonly a: readonly number[];
  readonly gain: readonly number[];
}

/** The loss turns the stream round: what it sends to one output neuron, ∂L/∂a (or ∂L/∂z where σ' has cancelled). */
export interface LossEvent extends Moment {
  readonly kind: "loss";
  readonly to: string;
  readonly enters: "activation" | "pre-activation";
  readonly targets: readonly number[];
  readonly values: readonly number[];
  /** The loss of each sample, over all outputs. */
  readonly losses: readonly number[];
}

/**
 * A neuron has all its error signals: delta = gain · sum + added. The sum is that of the products, and at an output the
 * loss's ∂L/∂a; `added` is the loss's ∂L/∂z where that is what it sends, and empty otherwise.
 */
export interface DeltaEvent extends Moment {
  readonly kind: "delta";
  readonly neuron: string;
  readonly sum: readonly number[];
  readonly gain: readonly number[];
  readonly added: readonly number[];
  readonly delta: readonly number[];
}

/** A neuron has the gradient of its whole row for the batch: ∂C/∂w, one per incoming synapse, and ∂C/∂b. */
export interface GradientEvent extends Numbered {
  readonly kind: "gradient";
  readonly neuron: string;
  readonly from: readonly string[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/** A neuron has applied the optimizer to its row; its weights are now of version `weightVersion`. */
export interface CommitEvent extends Numbered {
  readonly kind: "commit";
  readonly neuron: string;
  readonly from: readonly string[];
  readonly weights: readonly number[];
  readonly bias: number;
  readonly weightVersion: number;
}
