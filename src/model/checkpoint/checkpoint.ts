import type { OptimizerName } from "../../math/optimizer.ts";
import type { Numbers, Precision } from "../../math/precision.ts";
import type { Position } from "../../message/position.ts";
import type { RunIdentity } from "./run-identity.ts";

/** All that a training run needs to go on from between two batches, to the same bits. */
export interface TrainingState {
  readonly precision: Precision;
  readonly optimizer: OptimizerName;
  readonly position: Position;
  /** Commits so far, and batches fed so far, those of evaluations included: the next batch's number in messages. */
  readonly commits: number;
  readonly batches: number;
  readonly step: StepState;
  /** In the places of a model's parameters. */
  readonly parameters: Numbers;
  /** The optimizer's numbers: as many blocks as it has slots, each in the places of `parameters`. */
  readonly slots: readonly Numbers[];
}

/** The scalars of an optimizer after its last commit. */
export interface StepState {
  readonly commit: number;
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
}

/** What a checkpoint file holds. */
export interface Checkpoint {
  readonly writer: Writer;
  /** Which run it belongs to. */
  readonly run: RunIdentity;
  readonly state: TrainingState;
  /** What the epochs that are over have come to, from the first one on. */
  readonly epochs: readonly EpochResult[];
}

/** Who wrote it. Equal bits are promised within one engine only. */
export interface Writer {
  readonly program: string;
  readonly engine: string;
}

export interface EpochResult extends Judgement {
  readonly validation: Judgement | undefined;
}

export interface Judgement {
  readonly loss: number;
  readonly accuracy: number | undefined;
}
