import { type Observable, Subject } from "rxjs";
import type { BatchMessage, Purpose } from "../../message/message.ts";
import type { TrainMessage } from "../train-options.ts";
import type { ActionMessage } from "./action-message.ts";
import type { RunBatches } from "./run-batches.ts";
import type { RunStep } from "./run-steps.ts";

/** What is said of a run in stages as a whole: how it will learn, each batch before it enters, and each action. */
export type PipelineMessage = TrainMessage | BatchMessage | ActionMessage;

/** Tells whoever listens of the runs of a pipeline, one after another; while nobody does, nothing is made. */
export class RunNews {
  /** When the action at hand takes effect, in ticks since the first run began. */
  now = 0;
  /** Number of this run's first batch, and micro-batches of each. */
  firstBatch = 0;
  microBatches = 1;
  readonly #run = new Subject<PipelineMessage>();
  #step: RunStep | undefined;
  #purpose: Purpose = "train";
  /** When this run began, and how many of its batches have entered. */
  #since = 0;
  #entered = 0;

  get run$(): Observable<PipelineMessage> {
    return this.#run;
  }

  /** A run begins. */
  begin({ microBatches }: RunBatches, purpose: Purpose, message: (() => TrainMessage) | undefined): void {
    this.#purpose = purpose;
    this.microBatches = microBatches;
    this.#since = this.now;
    this.firstBatch += this.#entered;
    this.#entered = 0;
    if (message !== undefined && this.#run.observed) this.#run.next(message());
  }

  /** An action is about to be carried out. */
  step(step: RunStep): void {
    this.now = this.#since + step.time;
    this.#step = step;
  }

  /** A batch is laid out, which is done again for its targets. */
  load(batch: number, batches: RunBatches, microBatches: readonly number[]): void {
    if (batch < this.#entered) return;
    this.#entered = batch + 1;
    if (!this.#run.observed) return;
    const { rows: order, from, to } = batches.selection(batch);
    const rows = Array.from(order.subarray(from, to));
    this.#run.next({
      kind: "batch",
      batch: this.firstBatch + batch,
      purpose: this.#purpose,
      rows,
      microBatches,
    });
  }

  /** The action at hand reads this version, or its error signals name it. */
  begun(batches: RunBatches, weightVersion: number | undefined): void {
    if (this.#step === undefined || !this.#run.observed) return;
    const { action, microBatch, rank, start, sent, arrived, isFromOther } = this.#step;
    const { microBatches, microBatch: size } = batches;
    const [batch, place] = [Math.floor(microBatch / microBatches), microBatch % microBatches];
    const first = place * size;
    const count = Math.min(size, batches.samplesOf(batch) - first);
    this.#run.next({
      kind: "action",
      batch: this.firstBatch + batch,
      microBatch: place,
      samples: Array.from({ length: count }, (_, s) => first + s),
      stage: action.stage,
      rank,
      action: action.kind,
      start: this.#since + start,
      sent: isFromOther ? this.#since + sent : undefined,
      arrived: isFromOther ? this.#since + arrived : undefined,
      weightVersion,
      parents: [],
    });
  }
}
