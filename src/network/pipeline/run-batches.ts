import { epochOrder } from "../../data/epoch-order.ts";
import type { Samples } from "../../data/samples.ts";
import type { Selection } from "../../coordinator/coordinated.ts";

/** How samples are cut, as in a run without a pipeline. */
export interface Cut {
  readonly epochs: number;
  readonly batchSize: number;
  /** Samples of a micro-batch. */
  readonly microBatch: number;
  /** Seed of the shuffles; undefined: file order. */
  readonly shuffle: number | undefined;
}

/** The batches of a run, numbered through all epochs. */
export class RunBatches {
  readonly perEpoch: number;
  readonly count: number;
  /** Samples of the largest batch. */
  readonly capacity: number;
  readonly #samples: Samples;
  readonly #cut: Cut;
  /** The orders of the epochs that were asked for last: two may be in flight. */
  readonly #orders = new Map<number, Uint32Array>();

  constructor(samples: Samples, cut: Cut) {
    this.#samples = samples;
    this.#cut = cut;
    this.perEpoch = Math.ceil(samples.count / cut.batchSize);
    this.count = this.perEpoch * cut.epochs;
    this.capacity = Math.min(cut.batchSize, samples.count);
  }

  /** Samples of a micro-batch. */
  get microBatch(): number {
    return this.#cut.microBatch;
  }

  /** Micro-batches of a whole batch. */
  get microBatches(): number {
    return Math.ceil(this.capacity / this.#cut.microBatch);
  }

  epochOf(batch: number): number {
    return Math.floor(batch / this.perEpoch);
  }

  selection(batch: number): Selection {
    const { batchSize } = this.#cut;
    const from = (batch % this.perEpoch) * batchSize;
    const to = Math.min(from + batchSize, this.#samples.count);
    return {
      samples: this.#samples,
      rows: this.#order(this.epochOf(batch)),
      from,
      to,
      capacity: this.capacity,
    };
  }

  samplesOf(batch: number): number {
    const from = (batch % this.perEpoch) * this.#cut.batchSize;
    return Math.min(this.#cut.batchSize, this.#samples.count - from);
  }

  microBatchesOf(batch: number): number {
    return Math.ceil(this.samplesOf(batch) / this.#cut.microBatch);
  }

  #order(ofEpoch: number): Uint32Array {
    const epoch = this.#cut.shuffle === undefined ? 0 : ofEpoch;
    const known = this.#orders.get(epoch);
    if (known !== undefined) return known;
    const order = epochOrder(this.#samples.count, this.#cut.shuffle, epoch);
    this.#orders.set(epoch, order);
    this.#orders.delete(epoch - mostOrders);
    return order;
  }
}

const mostOrders = 64;
