import type { ReplicaSize } from "./replica-step.ts";

/**
 * Deals out micro-batches. Where all workers share them, they are numbered through the run; where each has its own, the k-th of worker w
 * is number k · workers + w.
 */
export class Feed {
  readonly #size: ReplicaSize;
  readonly #dealt: number[];
  #dealtToAll = 0;

  constructor(size: ReplicaSize) {
    this.#size = size;
    this.#dealt = Array<number>(size.workers).fill(0);
  }

  /** Whether nothing is left for a worker. */
  isEmptyFor(worker: number): boolean {
    const { microBatches } = this.#size;
    if (typeof microBatches === "number") return this.#dealtToAll >= microBatches;
    return (this.#dealt[worker] ?? 0) >= (microBatches[worker] ?? 0);
  }

  /** The next micro-batch for a worker. */
  next(worker: number): number | undefined {
    if (this.isEmptyFor(worker)) return undefined;
    const { microBatches, workers } = this.#size;
    const own = this.#dealt[worker] ?? 0;
    this.#dealt[worker] = own + 1;
    const number = typeof microBatches === "number" ? this.#dealtToAll : own * workers + worker;
    this.#dealtToAll++;
    return number;
  }

  /** Whether the micro-batch that was dealt last is the last one of an epoch that all share. */
  get isAtEpochEnd(): boolean {
    const { microBatches, perEpoch } = this.#size;
    return typeof microBatches === "number" && perEpoch !== undefined && this.#dealtToAll % perEpoch === 0;
  }
}
