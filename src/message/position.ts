/**
 * Where a training run stands between two batches: what its coordinator says of itself, and is told to go on from. The order
 * of an epoch depends on seed and number alone, so a place in it is all that there is to know of the sampler.
 */
export interface Position {
  /** Epochs that are over, validation included. */
  readonly epoch: number;
  /** Batches of the next epoch that have been committed. All of them: its validation is still due. */
  readonly batch: number;
  /** What these batches have come to so far. */
  readonly sums: Sums;
}

/** Sums over samples, in the order in which these were fed. */
export interface Sums {
  readonly samples: number;
  readonly loss: number;
  /** Samples that were answered rightly. */
  readonly right: number;
}

/** Before the first batch. */
export const beginning: Position = { epoch: 0, batch: 0, sums: { samples: 0, loss: 0, right: 0 } };
