import { epochOrder } from "../data/epoch-order.ts";
import type { Samples } from "../data/samples.ts";
import { type TargetKind, targetKind } from "../data/target-kind.ts";
import { beginning, type Position } from "../message/position.ts";
import type { Selection } from "./coordinated.ts";
import type { Coordinator } from "./coordinator.ts";
import { type Evaluation, Tally } from "./tally.ts";

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

/** A training run over `samples`: epochs, batch by batch, from a position on. It ends early when a batch is cancelled. */
export class Training {
  readonly #coordinator: Coordinator;
  readonly #samples: Samples;
  readonly #plan: TrainingPlan;
  readonly #kind: TargetKind;
  #epoch: number;
  #batch: number;
  #tally: Tally;
  #standsStill = true;

  constructor(coordinator: Coordinator, samples: Samples, plan: TrainingPlan, from = beginning) {
    this.#coordinator = coordinator;
    this.#samples = samples;
    this.#plan = plan;
    this.#kind = targetKind(samples);
    this.#epoch = from.epoch;
    this.#batch = from.batch;
    this.#tally = new Tally(this.#kind, samples.targetWidth, from.sums);
  }

  /** Where it stands, once it is subscribed to; undefined in the middle of a batch, a commit or an evaluation. */
  get position(): Position | undefined {
    if (!this.#standsStill) return undefined;
    return { epoch: this.#epoch, batch: this.#batch, sums: this.#tally.sums() };
  }

  /** Goes on to the end of the plan, and says after each batch and epoch what has come of it. */
  *steps(): Generator<Progress, void, undefined> {
    const coordinator = this.#coordinator;
    const samples = this.#samples;
    const { batchSize, microBatch, shuffle, commitAfter, report, epochs } = this.#plan;
    const batches = Math.ceil(samples.count / batchSize);
    const capacity = Math.min(batchSize, samples.count);
    const fileOrder = epochOrder(samples.count, undefined, 0);
    for (let epoch = this.#epoch; epoch < epochs; epoch++) {
      const rows = shuffle === undefined ? fileOrder : epochOrder(samples.count, shuffle, epoch);
      const tally = this.#tally;
      const selection = { samples, rows, from: 0, to: 0, capacity };
      for (let batch = this.#batch; batch < batches; batch++) {
        selection.from = batch * batchSize;
        selection.to = Math.min(selection.from + batchSize, samples.count);
        this.#standsStill = false;
        const end = coordinator.step(selection, microBatch, commitAfter);
        if (end === "cancelled") {
          // No weight has changed, unless neurons commit by themselves on the way back.
          this.#standsStill = commitAfter === "batch";
          return;
        }
        const loss = tally.add(coordinator.results(), coordinator.counted);
        this.#batch = batch + 1;
        this.#standsStill = true;
        if (report === "epoch") continue;
        const { commits } = coordinator;
        yield {
          kind: "batch",
          epoch,
          batch,
          batches,
          samples: coordinator.counted,
          loss,
          commits,
        };
      }
      const validation = this.#validate();
      if (validation === "cancelled") return;
      const result = tally.result();
      this.#epoch = epoch + 1;
      this.#batch = 0;
      this.#tally = new Tally(this.#kind, samples.targetWidth);
      yield { kind: "epoch", epoch, ...result, validation, commits: coordinator.commits };
    }
  }

  #validate(): Evaluation | "cancelled" | undefined {
    const { validation, batchSize } = this.#plan;
    if (validation === undefined) return undefined;
    this.#standsStill = false;
    const tally = judge(this.#coordinator, validation, batchSize);
    this.#standsStill = true;
    return tally.sums().samples === validation.count ? tally.result() : "cancelled";
  }
}

/** Mean loss and accuracy over samples, at the weights as they are: forward passes alone. Ends early when cancelled. */
export function evaluate(
  coordinator: Coordinator,
  samples: Samples,
  batchSize: number,
  visit?: (outputs: Float64Array, selection: Selection) => void,
): Evaluation {
  return judge(coordinator, samples, batchSize, visit).result();
}

function judge(
  coordinator: Coordinator,
  samples: Samples,
  batchSize: number,
  visit?: (outputs: Float64Array, selection: Selection) => void,
): Tally {
  const rows = epochOrder(samples.count, undefined, 0);
  const capacity = Math.min(batchSize, samples.count);
  const tally = new Tally(targetKind(samples), samples.targetWidth);
  for (let from = 0; from < samples.count; from += batchSize) {
    const selection = { samples, rows, from, to: Math.min(from + batchSize, samples.count), capacity };
    if (coordinator.run(selection, batchSize, "evaluate") === "cancelled") break;
    tally.add(coordinator.results(), coordinator.counted);
    visit?.(coordinator.results().outputs, selection);
  }
  return tally;
}
