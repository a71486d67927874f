import type { Direction, Purpose } from "../../message/message.ts";
import type { GradientEvent, TraceEvent } from "../event.ts";
import type { Row } from "./row.ts";
import type { ActivationState, ErrorState, LossState } from "./turn-state.ts";

/**
 * A run as it stands right after an event. It is a view on the trace that reads what it is asked for: it costs nothing to
 * make, does not change, and stays good.
 */
export interface RunState {
  readonly event: TraceEvent;
  readonly n: number;
  readonly t: number;
  /** The batch in flight, or the last one where the next has not begun; undefined before the first. */
  readonly batch: BatchState | undefined;
  /** undefined where no neuron has this id, or the trace leaves it out. */
  readonly neuron: (id: string) => NeuronState | undefined;
  /** All neurons that the trace tells of, in slot order, one after another. */
  readonly neurons: () => Generator<NeuronState, void, undefined>;
  /** The loss of a micro-batch; undefined where the trace does not tell its forward pass. */
  readonly loss: (microBatch: number) => LossState | undefined;
  /** Messages of a micro-batch that have been sent and not been delivered, receiver by receiver. */
  readonly underWay: (microBatch: number) => Generator<MessageUnderWay, void, undefined>;
}

/** `from` or `to` is "loss" where the loss is meant. */
export interface MessageUnderWay {
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
}

/** What the coordinator counts. What the trace does not tell is undefined. */
export interface BatchState {
  readonly number: number;
  readonly purpose: Purpose | undefined;
  /** Samples. */
  readonly size: number | undefined;
  /** The barrier: of the samples that the trace tells of, how many have been all the way, at the neurons it tells of. */
  readonly samples: Progress | undefined;
  /** Sizes of its micro-batches. */
  readonly microBatches: readonly number[] | undefined;
  /** Numbers of the micro-batches that have begun and not come to their end. */
  readonly inFlight: readonly number[];
  /** The trace begins in the middle of this batch: what it does not tell came before. */
  readonly isCut: boolean;
}

export interface Progress {
  readonly done: number;
  readonly of: number;
}

export interface NeuronState {
  readonly id: string;
  readonly slot: number;
  /** Its weights and bias now; undefined for an input. */
  readonly row: () => Row | undefined;
  /** What a micro-batch of the batch in flight has come to here; undefined where there is no such micro-batch. */
  readonly turn: (microBatch: number) => TurnState | undefined;
  /** What its gradient will be made of: with how many of the batch's samples it has a delta; undefined where it has none. */
  readonly accumulated: () => Progress | undefined;
  /** Its gradient of the batch in flight, once it is formed. */
  readonly gradient: () => GradientEvent | undefined;
}

/** One micro-batch at one neuron; undefined where a pass does not reach it, or the trace does not tell it. */
export interface TurnState {
  readonly activation: ActivationState | undefined;
  readonly error: ErrorState | undefined;
}
