import type { TrainingPlan } from "../coordinator/training.ts";
import type { Samples } from "../data/samples.ts";
import type { Backend } from "../math/kernels/backend.ts";
import type { ClippingOptions } from "../math/gradient-clipping.ts";
import { type LearningRateOptions, learningRate } from "../math/learning-rates.ts";
import { newStep, type OptimizerName } from "../math/optimizer.ts";
import { type OptimizerOptions, optimizer } from "../math/optimizers.ts";
import type { TrainingState } from "../model/checkpoint/checkpoint.ts";
import type { TrainSettings } from "../trace/event.ts";
import type { Learning } from "../neuron/memory.ts";

export interface TrainOptions {
  readonly epochs: number;
  readonly batchSize: number;
  /** A number, or a schedule: step, cosine, warm-up. */
  readonly learningRate: LearningRateOptions;
  /** "sgd" unless said; a name stands for its defaults. */
  readonly optimizer?: OptimizerName | OptimizerOptions | undefined;
  /** Samples that travel together; the whole batch unless said. It changes no bit of the result. */
  readonly microBatch?: number | undefined;
  /** Seed of the shuffles; file order unless said. */
  readonly shuffle?: number | undefined;
  readonly validation?: Samples | undefined;
  readonly clipping?: ClippingOptions | undefined;
  /**
   * "batch" unless said. "delta" commits too early, neuron by neuron on the way back, so that error signals meet
   * updated weights: a well-known bug, to be looked at (see the scenario worked-example). A batch that is cancelled
   * or fails on its way back has then committed in part.
   */
  readonly commitAfter?: "batch" | "delta" | undefined;
  /**
   * "batch" unless said: the run tells of every batch and epoch. "epoch": of epochs alone, which spares what small batches
   * cost most.
   */
  readonly report?: "batch" | "epoch" | undefined;
  /** Where another run with the same options stood (Network.trainingState): this one goes on from there, to the same bits. */
  readonly resume?: TrainingState | undefined;
  /** Called after all that is told of: a promise makes the run wait for it, so that timers, keys and signals get their turn. */
  readonly pause?: (() => Promise<void> | undefined) | undefined;
}

export function planOf(options: TrainOptions): TrainingPlan {
  const {
    epochs,
    batchSize,
    microBatch = batchSize,
    shuffle,
    validation,
    commitAfter = "batch",
    report = "batch",
  } = options;
  expectWhole("epochs", epochs, 0);
  expectWhole("batchSize", batchSize, 1);
  expectWhole("microBatch", microBatch, 1);
  if (commitAfter === "delta" && microBatch < batchSize) {
    throw new RangeError(
      'commitAfter: expected micro-batches as large as the batch with "delta"; got smaller ones',
    );
  }
  if (commitAfter === "delta" && options.clipping !== undefined) {
    throw new RangeError(
      'commitAfter: expected no clipping with "delta", as no neuron knows the whole gradient then',
    );
  }
  return { epochs, batchSize, microBatch, shuffle, validation, commitAfter, report };
}

/** What the coordinator says when a run of training begins. */
export interface TrainMessage {
  readonly kind: "train";
  readonly settings: TrainSettings;
}

/** How a run learns, with what was left out filled in. */
export function settingsOf(options: TrainOptions): TrainSettings {
  const { epochs, batchSize, microBatch, shuffle, commitAfter } = planOf(options);
  const { learningRate: rate, optimizer: rule = "sgd", clipping } = options;
  const rules = { optimizer: typeof rule === "string" ? { name: rule } : rule, learningRate: rate };
  return { epochs, batchSize, microBatch, ...rules, commitAfter, shuffle, clipping };
}

/** What a learning state is made from. */
export type RuleOfLearning = Pick<TrainOptions, "learningRate" | "optimizer" | "commitAfter">;

/** The state of learning at the start of a run over `parameters` numbers, and its rate at each commit. */
export function learningOf(options: RuleOfLearning, backend: Backend, parameters: number) {
  const { optimizer: rule = "sgd", commitAfter = "batch" } = options;
  const chosen = optimizer(typeof rule === "string" ? { name: rule } : rule);
  const state = Array.from({ length: chosen.slots }, () => backend.allocate(parameters));
  const rate = learningRate(options.learningRate);
  const learning: Learning = { optimizer: chosen, state, step: newStep(), commitAfter };
  return { learning, rate };
}

function expectWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`${name}: expected a whole number from ${String(least)} on; got ${String(value)}`);
}
