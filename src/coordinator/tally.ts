import { countCorrect, type TargetKind } from "../data/target-kind.ts";
import { beginning, type Sums } from "../message/position.ts";
import type { Results } from "./coordinated.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there is a loss for every sample; a check would make an object of each */

/** What a network has made of some samples. */
export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number | undefined;
}

/**
 * Sums losses and right answers, sample by sample in the order they are fed, so that batch sizes leave no trace. Fields of an
 * object hold numbers where a closure's variables would leave each sum behind as garbage.
 */
export class Tally {
  readonly #kind: TargetKind;
  readonly #width: number;
  #count: number;
  #sum: number;
  #right: number;

  constructor(kind: TargetKind, width: number, from: Sums = beginning.sums) {
    this.#kind = kind;
    this.#width = width;
    this.#count = from.samples;
    this.#sum = from.loss;
    this.#right = from.right;
  }

  /** Adds the first `samples` of a batch; returns their mean loss, NaN where there are none. */
  add({ losses, outputs, targets }: Results, samples: number): number {
    let batch = 0;
    // Added to 0, it is known to be a number: else each sum would be an object of its own.
    let sum = 0 + this.#sum;
    for (let s = 0; s < samples; s++) {
      const loss = losses[s]!;
      batch += loss;
      sum += loss;
    }
    this.#sum = sum;
    if (this.#kind !== "other")
      this.#right += countCorrect(this.#kind, outputs, targets, samples, this.#width);
    this.#count += samples;
    return batch / samples;
  }

  sums(): Sums {
    return { samples: this.#count, loss: this.#sum, right: this.#right };
  }

  result(): Evaluation {
    const accuracy = this.#kind === "other" ? undefined : this.#right / this.#count;
    return { loss: this.#sum / this.#count, accuracy };
  }
}
