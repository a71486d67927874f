import type { Samples } from "../../data/samples.ts";
import type { ReplicaSize } from "../../schedule/consistency/replica-step.ts";
import { RunBatches } from "../pipeline/run-batches.ts";

/** How samples are cut for workers. */
interface Cut {
  readonly epochs: number;
  /** Samples of a step of a worker. */
  readonly microBatch: number;
  readonly shuffle: number | undefined;
}

/**
 * The samples of each micro-batch of a run. All workers share what is given as one; of a list, each has its own, of which the k-th
 * micro-batch of worker w is number k · workers + w.
 */
export class MicroBatches {
  readonly #samples: readonly Samples[];
  readonly #batches: readonly RunBatches[];

  constructor(samples: Samples | readonly Samples[], { epochs, microBatch, shuffle }: Cut) {
    this.#samples = "count" in samples ? [samples] : samples;
    this.#batches = this.#samples.map(
      (each) => new RunBatches(each, { epochs, batchSize: microBatch, microBatch, shuffle }),
    );
  }

  /** Micro-batches of the run and of an epoch, as a rule asks for them. */
  get size(): Pick<ReplicaSize, "microBatches" | "perEpoch"> {
    const [shared, ...others] = this.#batches;
    if (shared !== undefined && others.length === 0) {
      return { microBatches: shared.count, perEpoch: shared.perEpoch };
    }
    return { microBatches: this.#batches.map(({ count }) => count) };
  }

  /** Micro-batches of an epoch, of all workers together. */
  get perEpoch(): number {
    return this.#batches.reduce((sum, { perEpoch }) => sum + perEpoch, 0);
  }

  /** Samples of the largest one. */
  get capacity(): number {
    return this.#batches.reduce((most, { capacity }) => Math.max(most, capacity), 0);
  }

  /** The samples of a micro-batch, put together. */
  samplesOf(microBatch: number): Samples {
    const owners = this.#batches.length;
    const owner = microBatch % owners;
    const [samples, batches] = [this.#samples[owner], this.#batches[owner]];
    if (samples === undefined || batches === undefined) {
      throw new RangeError(`microBatch: expected a number from 0; got ${microBatch}`);
    }
    const { rows, from, to } = batches.selection(Math.floor(microBatch / owners));
    return picked(samples, rows.subarray(from, to));
  }
}

function picked(samples: Samples, rows: Uint32Array): Samples {
  const { inputWidth, targetWidth } = samples;
  const inputs = new Float64Array(rows.length * inputWidth);
  const targets = new Float64Array(rows.length * targetWidth);
  rows.forEach((row, i) => {
    inputs.set(samples.inputs.subarray(row * inputWidth, (row + 1) * inputWidth), i * inputWidth);
    targets.set(samples.targets.subarray(row * targetWidth, (row + 1) * targetWidth), i * targetWidth);
  });
  return { count: rows.length, inputWidth, targetWidth, inputs, targets };
}
