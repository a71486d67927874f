/* eslint-disable @typescript-eslint/no-non-null-assertion -- every host has its place */

/**
 * How time passes for hosts: one may stand still or be slow, and its clock, which times when a letter is sent again and no more, may go
 * too fast or too slowly.
 */
export class Clocks {
  readonly #pausedUntil: Float64Array;
  readonly #skewedUntil: Float64Array;
  readonly #factor: Float64Array;
  readonly #slowUntil: Float64Array;
  readonly #lag: Float64Array;

  constructor(hosts: number) {
    this.#pausedUntil = new Float64Array(hosts);
    this.#skewedUntil = new Float64Array(hosts);
    this.#factor = new Float64Array(hosts);
    this.#slowUntil = new Float64Array(hosts);
    this.#lag = new Float64Array(hosts);
  }

  /** The host does nothing until then, if not for longer. */
  pause(host: number, until: number): void {
    this.#pausedUntil[host] = Math.max(this.#pausedUntil[host]!, until);
  }

  /** It is at work again, however long it was to pause. */
  resume(host: number): void {
    this.#pausedUntil[host] = 0;
  }

  pausedUntil(host: number): number {
    return this.#pausedUntil[host]!;
  }

  /** Until then the host takes up what arrives so many ticks later. */
  slow(host: number, lag: number, until: number): void {
    this.#lag[host] = lag;
    this.#slowUntil[host] = until;
  }

  lag(host: number, now: number): number {
    return this.#slowUntil[host]! > now ? this.#lag[host]! : 0;
  }

  skew(host: number, factor: number, until: number): void {
    this.#factor[host] = factor;
    this.#skewedUntil[host] = until;
  }

  /** How many times too long a timer takes that the host sets now. */
  factor(host: number, now: number): number {
    return this.#skewedUntil[host]! > now ? this.#factor[host]! : 1;
  }
}
