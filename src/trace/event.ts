import type { ClippingOptions } from "../math/gradient-clipping.ts";
import type { LearningRateOptions } from "../math/learning-rates.ts";
import type { OptimizerOptions } from "../math/optimizers.ts";
import type { Task } from "../message/actor.ts";
import type { Direction, Purpose } from "../message/message.ts";

/**
 * One thing that happened in a run, with everything needed to say it in a sentence, draw it, or compute it again.
 * Numbers are lists with one entry per sample of the micro-batch, in the order of `samples`.
 *
 *   train ─ batch ─┬─ feed ─ deliver ─ activate ─ … ─ loss ─ error ─ delta ─ deliver ─ delta ─ … ─┬─ gradient ─ commit
 *                  └─ (each micro-batch by itself)                                               ─┘
 */
export type TraceEvent =
  | TrainEvent
  | BatchEvent
  | ActionEvent
  | FeedEvent
  | DeliverEvent
  | ActivateEvent
  | LossEvent
  | ErrorEvent
  | DeltaEvent
  | GradientEvent
  | CommitEvent
  | PopulationEvent
  | EndEvent;

export type EventOf<Kind extends TraceEvent["kind"]> = Extract<TraceEvent, { kind: Kind }>;

interface Placed {
  /** Number of the event in its trace, from 0. */
  readonly n: number;
  /** Time by the transport's clock; in the local transport every message takes one tick. Never goes back. */
  readonly t: number;
}

interface InBatch extends Placed {
  /** Number of the batch in the run, from 0. */
  readonly batch: number;
  /** The events that this one's numbers come from, those of them that are recorded. All of them came earlier. */
  readonly parents: readonly number[];
}

interface Moment extends InBatch {
  readonly microBatch: number;
  /** Index of each sample in the batch. */
  readonly samples: readonly number[];
}

/** A run of training begins: what the optimizer will do at each commit, its memory empty. */
export interface TrainEvent extends Placed {
  readonly kind: "train";
  readonly settings: TrainSettings;
}

/** How a run learns, as a trace can hold it. */
export interface TrainSettings {
  readonly epochs: number;
  readonly batchSize: number;
  readonly microBatch: number;
  readonly learningRate: LearningRateOptions;
  readonly optimizer: OptimizerOptions;
  readonly clipping?: ClippingOptions | undefined;
  readonly shuffle?: number | undefined;
  readonly commitAfter: "batch" | "delta";
}

/** The coordinator begins a batch. */
export interface BatchEvent extends Placed {
  readonly kind: "batch";
  readonly batch: number;
  readonly purpose: Purpose;
  /** Of each sample of the batch, its row in the samples that were given. */
  readonly rows: readonly number[];
  /** Samples of each micro-batch. */
  readonly microBatches: readonly number[];
}

/**
 * Of a run in stages: what a schedule has its stage do for a micro-batch takes effect, which is its end. All that happens in it
 * follows, up to the next one. Parents: none.
 */
export interface ActionEvent extends Moment {
  readonly kind: "action";
  readonly stage: number;
  /** Number of the processor that does it. */
  readonly rank: number;
  /** F forward, I back as far as the error signals, W the gradients of the weights, B both of these. */
  readonly action: "F" | "I" | "W" | "B";
  readonly start: number;
  /** When what it needs of another stage was sent, and when it was there; undefined where it needs nothing. */
  readonly sent?: number | undefined;
  readonly arrived?: number | undefined;
  /** F: the version of its weights that the stage reads. I and B: the one that its error signals name. */
  readonly weightVersion?: number | undefined;
}

/** The coordinator hands an input neuron its numbers. Parents: none. */
export interface FeedEvent extends Moment {
  readonly kind: "feed";
  readonly neuron: string;
  readonly values: readonly number[];
}

/**
 * A message arrives over one synapse: forward, `values` are the sender's activations; backward, its deltas.
 * `from` is the sender and `to` the receiver, so a backward message over the synapse h1→o1 is from o1 to h1.
 * The receiver multiplies each of them by `weight`.
 * Parents: where the sender computed them, and the commit that made the weight.
 */
export interface DeliverEvent extends Moment {
  readonly kind: "deliver";
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
  readonly values: readonly number[];
  readonly weight: number;
  /** How many commits the weight has seen. */
  readonly weightVersion: number;
}

/**
 * A neuron has all its activations: z = b + Σ w·a, a = σ(z), and the gain σ'(z) for the way back.
 * Parents: the messages, in synapse order, and the commit that made the bias.
 */
export interface ActivateEvent extends Moment {
  readonly kind: "activate";
  readonly neuron: string;
  readonly bias: number;
  readonly z: readonly number[];
  readonly a: readonly number[];
  readonly gain: readonly number[];
}

/** The loss has heard all outputs. Parents: where they computed what they said. */
export interface LossEvent extends Moment {
  readonly kind: "loss";
  readonly outputs: readonly string[];
  /** One list an output, one entry a sample. */
  readonly targets: readonly (readonly number[])[];
  /** The loss of each sample, over all outputs. */
  readonly losses: readonly number[];
}

/**
 * Here the stream turns round: what the loss sends to one output neuron, ∂L/∂a (or ∂L/∂z where σ' has cancelled).
 * Parents: the loss.
 */
export interface ErrorEvent extends Moment {
  readonly kind: "error";
  readonly to: string;
  readonly enters: "activation" | "pre-activation";
  readonly targets: readonly number[];
  readonly values: readonly number[];
}

/**
 * A neuron has all its error signals: delta = gain · sum + added. The sum is that of the products, and at an output the
 * loss's ∂L/∂a; `added` is the loss's ∂L/∂z where that is what it sends, and empty otherwise. The sum is empty where
 * no messages are recorded. Parents: the messages, in synapse order; what the loss sent; its own activation.
 */
export interface DeltaEvent extends Moment {
  readonly kind: "delta";
  readonly neuron: string;
  readonly sum: readonly number[];
  readonly gain: readonly number[];
  readonly added: readonly number[];
  readonly delta: readonly number[];
}

/**
 * A neuron has the gradient of its whole row for the batch: ∂C/∂w, one per incoming synapse, and ∂C/∂b.
 * Parents: its deltas, in the order of the micro-batches.
 */
export interface GradientEvent extends InBatch {
  readonly kind: "gradient";
  readonly neuron: string;
  readonly from: readonly string[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/**
 * A neuron has applied the optimizer to its row; its weights are now of version `weightVersion`.
 * Parents: its gradient, and its commit before.
 */
export interface CommitEvent extends InBatch {
  readonly kind: "commit";
  readonly neuron: string;
  readonly from: readonly string[];
  readonly weights: readonly number[];
  readonly bias: number;
  readonly weightVersion: number;
}

/**
 * All neurons of a population have done a task, in one number each: what is left of a run at the level "population".
 * Parents: none.
 */
export interface PopulationEvent extends Moment {
  readonly kind: "population";
  readonly population: string;
  readonly task: Task;
  /** Euclidean norm over neurons and samples: of a, of δ, of the gradient, or of the weights and biases. */
  readonly norm: number;
  /** Mean of σ'(z) over neurons and samples, for "forward" of a population that computes. */
  readonly gain?: number | undefined;
}

/** The trace is whole. */
export interface EndEvent extends Placed {
  readonly kind: "end";
  /** "complete", or why the run ended before its end. */
  readonly outcome: string;
  /** Checksum of the first line of the trace's file; empty in a trace that was never in a file. */
  readonly header: string;
}

/** What the receiver of a message adds to its sum: weight · value, sample by sample. */
export function productsOf({ weight, values }: Pick<DeliverEvent, "weight" | "values">): number[] {
  return values.map((value) => weight * value);
}
