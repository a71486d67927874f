import type { TraceEvent } from "../../trace/event.ts";

/** The last `keep` events that were added. */
export class EventRing {
  readonly #keep: number;
  /** The k-th that was added stands at k modulo `keep`. */
  readonly #ring: TraceEvent[] = [];
  #added = 0;

  constructor(keep: number) {
    this.#keep = keep;
  }

  get last(): TraceEvent | undefined {
    return this.#ring[(this.#added - 1) % this.#keep];
  }

  add(event: TraceEvent): void {
    this.#ring[this.#added % this.#keep] = event;
    this.#added++;
  }

  clear(): void {
    this.#ring.length = 0;
    this.#added = 0;
  }

  /** In order, as a copy. */
  list(): TraceEvent[] {
    if (this.#ring.length < this.#keep) return this.#ring.slice();
    const next = this.#added % this.#keep;
    return [...this.#ring.slice(next), ...this.#ring.slice(0, next)];
  }
}
