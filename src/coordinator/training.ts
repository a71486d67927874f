import { epochOrder } from "../data/epoch-order.ts";
import type { Samples } from "../data/samples.ts";
import { isCorrect, type TargetKind, targetKind } from "../data/target-kind.ts";
import type { Results, Selection } from "./coordinated.ts";
import type { Coordinator } from "./coordinator.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there is a loss for every sample; a check would make an object of each */

/** What a training run says while it goes on. */
export type Progress = BatchProgress | EpochProgress;

export interface BatchProgress {
  readonly kind: "batch";
  readonly epoch: number;
  /** Number of the batch in its epoch, and how many the epoch has. */
  readonly batch: number;
  readonly batches: number;
  readonly samples: number;
  /** Mean over the batch, at the weights it met. */
  readonly loss: number;
  readonly commits: number;
}

export interface EpochProgress {
  readonly kind: "epoch";
  readonly epoch: number;
  /** Mean over the epoch's samples, each at the weights it met. */
  readonly loss: number;
  /** Share of the epoch's samples that were answered rightly; undefined where targets are no classes. */
  readonly accuracy: number | undefined;
  readonly validation: Evaluation | undefined;
  readonly commits: number;
}

export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number | undefined;
}

export interface TrainingPlan {
  readonly epochs: number;
  readonly batchSize: number;
  readonly microBatch: number;
  /** Seed of the shuffles; undefined: file order. */
  readonly shuffle: number | undefined;
  readonly validation: Samples | undefined;
  /** See Learning. */
  readonly commitAfter: "batch" | "delta";
  /** Whether each batch is told of, or epochs alone. */
  readonly report: "batch" | "epoch";
}

/** Runs epochs batch by batch, and says after each what has come of it. Ends early when a batch is cancelled. */
export function* train(
  coordinator: Coordinator,
  samples: Samples,
  plan: TrainingPlan,
): Generator<Progress, void, undefined> {
  const { batchSize } = plan;
  const batches = Math.ceil(samples.count / batchSize);
  const capacity = Math.min(batchSize, samples.count);
  const kind = targetKind(samples);
  const fileOrder = epochOrder(samples.count, undefined, 0);
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    const { shuffle } = plan;
    const rows = shuffle === undefined ? fileOrder : epochOrder(samples.count, shuffle, epoch);
    const tally = new Tally(kind, samples.targetWidth);
    const selection = { samples, rows, from: 0, to: 0, capacity };
    for (let batch = 0; batch < batches; batch++) {
      selection.from = batch * batchSize;
      selection.to = Math.min(selection.from + batchSize, samples.count);
      if (coordinator.step(selection, plan.microBatch, plan.commitAfter) === "cancelled") return;
      const loss = tally.add(coordinator.results(), selection);
      if (plan.report === "epoch") continue;
      const { commits } = coordinator;
      yield {
        kind: "batch",
        epoch,
        batch,
        batches,
        samples: selection.to - selection.from,
        loss,
        commits,
      };
    }
    const { validation: held } = plan;
    const validation = held && evaluate(coordinator, held, batchSize);
    yield { kind: "epoch", epoch, ...tally.result(), validation, commits: coordinator.commits };
  }
}

/** Mean loss and accuracy over samples, at the weights as they are: forward passes alone. Ends early when cancelled. */
export function evaluate(
  coordinator: Coordinator,
  samples: Samples,
  batchSize: number,
  visit?: (outputs: Float64Array, selection: Selection) => void,
): Evaluation {
  const rows = epochOrder(samples.count, undefined, 0);
  const capacity = Math.min(batchSize, samples.count);
  const tally = new Tally(targetKind(samples), samples.targetWidth);
  for (let from = 0; from < samples.count; from += batchSize) {
    const selection = { samples, rows, from, to: Math.min(from + batchSize, samples.count), capacity };
    if (coordinator.run(selection, batchSize, "evaluate") === "cancelled") break;
    tally.add(coordinator.results(), selection);
    visit?.(coordinator.results().outputs, selection);
  }
  return tally.result();
}

/**
 * Sums losses and right answers, sample by sample in the order they are fed, so that batch sizes leave no trace. Fields of an
 * object hold numbers where a closure's variables would leave each sum behind as garbage.
 */
class Tally {
  readonly #kind: TargetKind;
  readonly #width: number;
  #count = 0;
  #sum = 0;
  #right = 0;

  constructor(kind: TargetKind, width: number) {
    this.#kind = kind;
    this.#width = width;
  }

  /** Adds a batch; returns its mean loss. */
  add({ losses, outputs, targets }: Results, { from, to }: Selection): number {
    const [kind, width] = [this.#kind, this.#width];
    let batch = 0;
    let sum = this.#sum;
    for (let s = 0; s < to - from; s++) {
      const loss = losses[s]!;
      batch += loss;
      sum += loss;
      if (kind !== "other" && isCorrect(kind, outputs, s * width, targets, s * width, width)) this.#right++;
    }
    this.#sum = sum;
    this.#count += to - from;
    return batch / (to - from);
  }

  result(): Evaluation {
    const accuracy = this.#kind === "other" ? undefined : this.#right / this.#count;
    return { loss: this.#sum / this.#count, accuracy };
  }
}
