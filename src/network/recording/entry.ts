import type { Task } from "../../message/actor.ts";
import type { MicroBatch } from "../../neuron/frame.ts";
import type { LossMessage } from "../../neuron/loss-actor.ts";
import type { RunMessage } from "../network.ts";

/** One thing that was said in a run, as a log holds it: numbers are copied in blocks, and stand in those of the segment. */
export type Entry = RunEntry | WeightsEntry | BlockEntry | LossEntry;

interface Timed {
  /** Time by the transport's clock. */
  readonly now: number;
}

export interface RunEntry extends Timed {
  readonly kind: "run";
  readonly message: RunMessage;
}

/** All weights as they were then, and after them, where they differ, what error signals were multiplied by. */
export interface WeightsEntry extends Timed {
  readonly kind: "weights";
  readonly at: number;
}

/** Members `from` … `to` − 1 of a group of neurons have done a task. */
export interface BlockEntry extends Timed {
  readonly kind: "block";
  /** Index of the group among those that are told together. */
  readonly group: number;
  readonly task: Task;
  readonly part: MicroBatch;
  readonly from: number;
  readonly to: number;
  readonly batch: number;
  /** How many commits their rows have seen. */
  readonly weightVersion: number;
  /** Where their numbers begin (see blocks.ts). */
  readonly at: number;
}

export interface LossEntry extends Timed {
  readonly kind: "loss";
  readonly message: LossMessage;
}
