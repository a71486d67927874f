/** What a neuron has said in a micro-batch, or what the loss has said to it. */
export interface Said {
  /** Id of the neuron that says it, or that it is said to. */
  readonly id: string;
  values: readonly number[];
  /** σ'(z), where it was computed with them. */
  readonly gain: readonly number[] | undefined;
  /** The event that says so. */
  n: number | undefined;
}

/** By slot: what neurons said each way, and what the loss said to outputs. */
export interface Heard {
  readonly forward: (Said | undefined)[];
  readonly backward: (Said | undefined)[];
  readonly error: (Said | undefined)[];
}

/** A micro-batch of the batch in flight, or, in a pipeline, of one of them. */
export interface Moment {
  readonly batch: number;
  readonly microBatch: number;
  /** Index of each sample in the batch. All neurons take a micro-batch up with the same ones: one list for all of their events. */
  readonly samples: readonly number[];
  /** Holds what was said in an earlier batch until it is said anew: nobody hears a neuron that has not spoken. */
  readonly heard: Heard;
}

/** The moments at which messages were said: the last one of each micro-batch. */
export class Moments {
  /** By the number of the micro-batch. */
  readonly #all: Moment[] = [];
  #batch = -1;
  #ofBatch: readonly Moment[] = [];

  /** That of a message with so many samples. */
  of(batch: number, microBatch: number, firstSample: number, count: number): Moment {
    const known = this.#all[microBatch];
    if (known?.batch === batch && known.samples.length === count) return known;
    const samples = Array.from({ length: count }, (_, s) => firstSample + s);
    const heard = known?.heard ?? { forward: [], backward: [], error: [] };
    this.#batch = -1;
    return (this.#all[microBatch] = { batch, microBatch, samples, heard });
  }

  /** Those of a batch, looked for once and not by each neuron: an earlier batch may have had a million more. */
  ofBatch(batch: number): readonly Moment[] {
    if (batch !== this.#batch) {
      this.#batch = batch;
      this.#ofBatch = this.#all.filter((moment) => moment.batch === batch);
    }
    return this.#ofBatch;
  }
}
