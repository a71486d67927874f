import type { Backend } from "../../math/kernels/backend.ts";
import type { KernelChoice } from "../../math/kernels/kernel-choice.ts";
import type { Precision } from "../../math/precision.ts";
import type { StageStarts } from "../../model/partition.ts";
import type { Timing } from "../../schedule/timing.ts";
import type { CorrectorOptions } from "../../stage/correctors.ts";
import type { TrainOptions } from "../train-options.ts";
import type { ErrorTransportName } from "../error-transport/rule.ts";
import type { ErrorTransportOptions } from "../error-transport/rules.ts";
import type { Schedule } from "./course.ts";

export interface PipelineOptions {
  /** A plan or a policy, by its name or one's own. */
  readonly schedule: Schedule;
  /** How many processors the layers are dealt out to, by their multiplications; or the first layer of each stage. */
  readonly stages: number | StageStarts;
  /** Stages on each processor, where the plan puts several there. */
  readonly chunks?: number | undefined;
  /** Of "ampnet": micro-batches in flight; 1 unless said. */
  readonly maxActiveKeys?: number | undefined;
  /** How long tasks and messages take; every task one tick, unless said. */
  readonly timing?: Timing | undefined;
  /** What is done against staleness, in this order. */
  readonly correctors?: readonly CorrectorOptions[] | undefined;
  /** A gradient that has crossed more commits ends the run with an error. */
  readonly maxStaleness?: number | undefined;
  /** As of a network without stages. */
  readonly inputErrors?: "end" | "receive" | undefined;
  readonly precision?: Precision | undefined;
  readonly kernel?: KernelChoice | Backend | undefined;
  /** What the reversed arrows carry, as of a network without stages. Weights that learn at both ends go with plans alone. */
  readonly errorTransport?: ErrorTransportName | ErrorTransportOptions | undefined;
}

/** As of a network without stages. `microBatch`: samples that go through the pipe together. */
export type PipelineTrainOptions = Pick<
  TrainOptions,
  "epochs" | "batchSize" | "learningRate" | "optimizer" | "microBatch" | "shuffle" | "pause"
>;

/** What a run says: of every batch once all stages have committed it, and of every epoch. Time is in ticks. */
export type PipelineProgress = PipelineBatch | PipelineEpoch;

export interface PipelineBatch {
  readonly kind: "batch";
  readonly epoch: number;
  /** Number of the batch in its epoch, and how many the epoch has. */
  readonly batch: number;
  readonly batches: number;
  readonly samples: number;
  /** Mean over the batch, at the weights that each sample met. */
  readonly loss: number;
  readonly commits: number;
  readonly time: number;
}

export interface PipelineEpoch {
  readonly kind: "epoch";
  readonly epoch: number;
  /** Mean over the epoch's samples, at the weights that each met. */
  readonly loss: number;
  /** Share of samples that were answered rightly; undefined where targets are no classes. */
  readonly accuracy: number | undefined;
  readonly commits: number;
  readonly time: number;
}
