/**
 * What a node has heard in one direction, edge by edge: order does not matter, and what comes again changes nothing.
 *
 *   place   0   1   2
 *           ×       ×      one of three is missing; the next × at place 1 makes it whole
 */
export class Intake {
  readonly #fanIn: number;
  #heard = new Uint8Array(0);
  #missing = new Int32Array(0);

  constructor(fanIn: number) {
    this.#fanIn = fanIn;
  }

  /** Whether nothing is missing any more. */
  get isWhole(): boolean {
    return this.#missing.every((missing) => missing === 0);
  }

  /** Forgets everything, and waits for so many micro-batches. */
  open(microBatches: number): void {
    if (this.#missing.length === microBatches) this.#heard.fill(0);
    else {
      this.#heard = new Uint8Array(this.#fanIn * microBatches);
      this.#missing = new Int32Array(microBatches);
    }
    this.#missing.fill(this.#fanIn);
  }

  /** A message has come over the edge at `place`. */
  accept(place: number, microBatch: number): "again" | "more" | "whole" {
    const at = microBatch * this.#fanIn + place;
    if (this.wasHeard(this.#heard[at] === 1)) return "again";
    this.#heard[at] = 1;
    const missing = (this.#missing[microBatch] ?? 0) - 1;
    this.#missing[microBatch] = missing;
    return missing === 0 ? "whole" : "more";
  }

  /** Whether a message whose place is taken counts as a repetition. */
  wasHeard(isTaken: boolean): boolean {
    return isTaken;
  }
}
