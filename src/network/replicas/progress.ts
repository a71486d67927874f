import type { ReplicaStep } from "../../schedule/consistency/replica-step.ts";
import type { ReplicasEpoch, ReplicasProgress } from "./options.ts";

/** What it takes to tell of a run. */
export interface Telling {
  /** Micro-batches of an epoch, of all workers together. */
  readonly perEpoch: number;
  /** The losses of a micro-batch, sample by sample. */
  readonly takeLosses: (microBatch: number) => Float64Array;
}

/** Makes of what takes effect what a run says. */
export class ReplicasTelling {
  readonly #parts: Telling;
  #commits = 0;
  /** Micro-batches that are done with: committed or dropped. */
  #done = 0;
  #epoch = 0;
  #sum = 0;
  #count = 0;

  constructor(parts: Telling) {
    this.#parts = parts;
  }

  *tell(step: ReplicaStep): Generator<ReplicasProgress, void, undefined> {
    const epochs: ReplicasEpoch[] = [];
    if (step.kind === "drop") {
      for (const { microBatch } of step.push.contributions) {
        this.#parts.takeLosses(microBatch);
        this.#next(step.time, epochs);
      }
    } else if (step.kind === "commit") {
      this.#commits++;
      if (step.contributions.length > 0) yield this.#commit(step, epochs);
    }
    yield* epochs;
  }

  #commit(step: Extract<ReplicaStep, { kind: "commit" }>, epochs: ReplicasEpoch[]): ReplicasProgress {
    const { contributions, version, worker, time } = step;
    let [sum, samples] = [0, 0];
    for (const { microBatch } of contributions) {
      for (const loss of this.#parts.takeLosses(microBatch)) {
        sum += loss;
        samples++;
        this.#sum += loss;
        this.#count++;
      }
      this.#next(time, epochs);
    }
    return {
      kind: "commit",
      commits: this.#commits,
      worker,
      microBatches: contributions.map(({ microBatch }) => microBatch),
      samples,
      loss: sum / samples,
      staleness: contributions.reduce((most, { version: read }) => Math.max(most, version - 1 - read), 0),
      time,
    };
  }

  /** One micro-batch more is done with: it may be the last one of an epoch. */
  #next(time: number, epochs: ReplicasEpoch[]): void {
    this.#done++;
    if (this.#done < (this.#epoch + 1) * this.#parts.perEpoch) return;
    const loss = this.#sum / this.#count;
    this.#sum = 0;
    this.#count = 0;
    epochs.push({ kind: "epoch", epoch: this.#epoch++, loss, commits: this.#commits, time });
  }
}
