/**
 * What happens at which virtual time: a binary heap ordered by (time, order of insertion).
 */
export class EventQueue<Event> {
  readonly #heap: { readonly time: number; readonly order: number; readonly event: Event }[] = [];
  #inserted = 0;

  /** When the next event happens; undefined if there is none. */
  get nextTime(): number | undefined {
    return this.#heap[0]?.time;
  }

  add(time: number, event: Event): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push({ time, order: this.#inserted++, event });
    while (at > 0 && this.#isBefore(at, (at - 1) >> 1)) {
      this.#swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  }

  /** Takes the next event out. */
  take(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first?.event;
    heap[0] = last;
    for (let at = 0; ;) {
      let least = at;
      if (this.#isBefore(2 * at + 1, least)) least = 2 * at + 1;
      if (this.#isBefore(2 * at + 2, least)) least = 2 * at + 2;
      if (least === at) return first.event;
      this.#swap(at, least);
      at = least;
    }
  }

  /** Places beyond the heap come after all others. */
  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.time < b.time || (a.time === b.time && a.order < b.order);
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
