import type { Letter } from "./letter.ts";

/** Links that take up so many samples a tick: what follows waits until they are free, first come, first served. */
export class Queues {
  /** Messages that had to wait for another one. */
  waited = 0;
  readonly #bandwidth: number;
  readonly #samplesOf: (letter: Letter) => number;
  readonly #freeAt = new Map<number, number>();

  constructor(bandwidth: number, samplesOf: (letter: Letter) => number) {
    this.#bandwidth = bandwidth;
    this.#samplesOf = samplesOf;
  }

  /** Ticks that a letter waits for its link and takes to get onto it. A word of the coordinator or to it is short: it does neither. */
  enter(link: number, letter: Letter, now: number): number {
    if (letter.kind !== "data") return 0;
    const free = Math.max(now, this.#freeAt.get(link) ?? now);
    if (free > now) this.waited++;
    const at = free + this.#samplesOf(letter) / this.#bandwidth;
    this.#freeAt.set(link, at);
    return at - now;
  }
}
