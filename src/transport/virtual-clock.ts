/* eslint-disable @typescript-eslint/no-non-null-assertion -- places below `size` are always filled */

/**
 * Time that passes only from one event to the next: a binary heap ordered by (time, insertion number), so that what is
 * due at the same time happens in the order in which it was scheduled, on every machine.
 *
 * An event is a number that means something to whoever schedules it: nothing is allocated for one.
 */
export class VirtualClock {
  // The heap as three columns; the root is place 0, the children of place i are 2i + 1 and 2i + 2.
  #times = new Float64Array(64);
  #orders = new Float64Array(64);
  #events = new Float64Array(64);
  #size = 0;
  #scheduled = 0;
  #now = 0;

  /** The time of the last event that was taken. */
  get now(): number {
    return this.#now;
  }

  /** Events still to come. */
  get size(): number {
    return this.#size;
  }

  /** When the next event is due; Infinity if there is none. */
  get due(): number {
    return this.#size === 0 ? Infinity : this.#times[0]!;
  }

  /** `event`: a whole number from 0 on. What should have happened already happens now. */
  schedule(time: number, event: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const order = this.#scheduled++;
    const at = time > this.#now ? time : this.#now;
    const [times, orders, events] = [this.#times, this.#orders, this.#events];
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      // What is scheduled later never overtakes its equal.
      if (times[parent]! <= at) break;
      times[place] = times[parent]!;
      orders[place] = orders[parent]!;
      events[place] = events[parent]!;
      place = parent;
    }
    times[place] = at;
    orders[place] = order;
    events[place] = event;
  }

  /** Goes to the next event and takes it; −1 if there is none. */
  next(): number {
    if (this.#size === 0) return -1;
    const event = this.#events[0]!;
    this.#now = this.#times[0]!;
    this.#size--;
    if (this.#size > 0) this.#sink(this.#size);
    return event;
  }

  /** Forgets all events still to come; time stays. */
  clear(): void {
    this.#size = 0;
  }

  /** What stood in the last place goes to the root, and down to where it belongs. */
  #sink(last: number): void {
    const [times, orders, events, size] = [this.#times, this.#orders, this.#events, this.#size];
    const time = times[last]!;
    const order = orders[last]!;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#isBefore(child + 1, times[child]!, orders[child]!)) child++;
      if (!this.#isBefore(child, time, order)) break;
      times[place] = times[child]!;
      orders[place] = orders[child]!;
      events[place] = events[child]!;
      place = child;
    }
    times[place] = time;
    orders[place] = order;
    events[place] = events[last]!;
  }

  #isBefore(place: number, time: number, order: number): boolean {
    const own = this.#times[place]!;
    return own < time || (own === time && this.#orders[place]! < order);
  }

  #grow(): void {
    const wider = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const copy = new Float64Array(2 * column.length);
      copy.set(column);
      return copy;
    };
    this.#times = wider(this.#times);
    this.#orders = wider(this.#orders);
    this.#events = wider(this.#events);
  }
}
