import type { Numbers } from "../../math/precision.ts";
import type { Entry } from "./entry.ts";

/** Part of a log, most often a batch: what was said in it, and the numbers of that. */
export class Segment {
  readonly entries: Entry[] = [];
  /** Places that are given out; more of them are there to be written. */
  used = 0;
  /** What it takes in memory, in numbers. */
  size = 0;
  /** Whether it begins where a batch or a run does, and is all there: to be said by who begins it. */
  isWhole = false;
  #numbers: Numbers;

  /** `numbers`: storage that nobody needs any more, whatever stands in it. */
  constructor(numbers: Numbers) {
    this.#numbers = numbers;
  }

  get numbers(): Numbers {
    return this.#numbers;
  }

  /** Where `count` more numbers may be written. */
  reserve(count: number): number {
    const at = this.used;
    this.used += count;
    this.size += count;
    if (this.used > this.#numbers.length) this.#grow();
    return at;
  }

  add(entry: Entry): void {
    this.entries.push(entry);
    this.size += sizeOf(entry);
  }

  /** What it holds is known elsewhere by now: it goes on, but is not all there. */
  empty(): void {
    this.entries.length = 0;
    this.used = 0;
    this.size = 0;
    this.isWhole = false;
  }

  #grow(): void {
    const { length } = this.#numbers;
    const Kind = this.#numbers instanceof Float32Array ? Float32Array : Float64Array;
    const larger = new Kind(Math.max(2 * length, this.used));
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}

/** Roughly what an entry takes, in numbers. */
function sizeOf(entry: Entry): number {
  const own = 16;
  if (entry.kind !== "loss") return own;
  const { losses, errors } = entry.message;
  return own + losses.length * (1 + 2 * errors.length);
}
