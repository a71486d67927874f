/* eslint-disable @typescript-eslint/no-non-null-assertion -- places below `size` are always filled */

/** Events as three columns: when, which one of those scheduled it is, and what. */
interface Columns {
  readonly times: Float64Array;
  readonly orders: Float64Array;
  readonly events: Float64Array;
}

/**
 * Time that passes only from one event to the next, in the order of (time, insertion number): what is due at the same time
 * happens in the order in which it was scheduled, on every machine.
 *
 * A binary heap, and beside it a queue: what is scheduled for no earlier than the queue's last event is appended there, so that
 * messages which all take equally long are never sorted at all. The next event is the earlier one of the two heads.
 *
 * An event is a number that means something to whoever schedules it: nothing is allocated for one.
 */
export class VirtualClock {
  // The root of the heap is place 0, the children of place i are 2i + 1 and 2i + 2.
  #heap = columns(64);
  #heapSize = 0;
  // The queue is a ring; its length is a power of two, so that a place is an index masked.
  #queue = columns(64);
  #head = 0;
  #tail = 0;
  #lastQueued = 0;
  #scheduled = 0;
  #now = 0;

  /** The time of the last event that was taken. */
  get now(): number {
    return this.#now;
  }

  /** Events still to come. */
  get size(): number {
    return this.#heapSize + this.#tail - this.#head;
  }

  /** When the next event is due; Infinity if there is none. */
  get due(): number {
    const queued = this.#head === this.#tail ? Infinity : this.#queue.times[this.#headPlace]!;
    return Math.min(queued, this.#heapSize === 0 ? Infinity : this.#heap.times[0]!);
  }

  /** `event`: a whole number from 0 on. What should have happened already happens now. */
  schedule(time: number, event: number): void {
    const at = time > this.#now ? time : this.#now;
    const order = this.#scheduled++;
    if (this.#head === this.#tail || at >= this.#lastQueued) this.#append(at, order, event);
    else this.#rise(at, order, event);
  }

  /** Goes to the next event and takes it; −1 if there is none. */
  next(): number {
    if (this.#heapSize === 0) return this.#head === this.#tail ? -1 : this.#takeQueued();
    if (this.#head === this.#tail) return this.#takeRoot();
    const { times, orders } = this.#queue;
    return this.#isBefore(0, times[this.#headPlace]!, orders[this.#headPlace]!)
      ? this.#takeRoot()
      : this.#takeQueued();
  }

  /** Forgets all events still to come; time stays. */
  clear(): void {
    this.#heapSize = 0;
    this.#head = this.#tail;
  }

  get #headPlace(): number {
    return this.#head & (this.#queue.times.length - 1);
  }

  #append(time: number, order: number, event: number): void {
    const { length } = this.#queue.times;
    if (this.#tail - this.#head === length) {
      this.#queue = copied(this.#queue, (i) => (this.#head + i) & (length - 1));
      this.#head = 0;
      this.#tail = length;
    }
    const place = this.#tail++ & (this.#queue.times.length - 1);
    put(this.#queue, place, time, order, event);
    this.#lastQueued = time;
  }

  #takeQueued(): number {
    const place = this.#headPlace;
    this.#head++;
    this.#now = this.#queue.times[place]!;
    return this.#queue.events[place]!;
  }

  /** A new event goes to the last place of the heap, and up to where it belongs. */
  #rise(time: number, order: number, event: number): void {
    if (this.#heapSize === this.#heap.times.length) this.#heap = copied(this.#heap, (i) => i);
    const heap = this.#heap;
    let place = this.#heapSize++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      // What is scheduled later never overtakes its equal.
      if (heap.times[parent]! <= time) break;
      move(heap, parent, place);
      place = parent;
    }
    put(heap, place, time, order, event);
  }

  #takeRoot(): number {
    const { times, events } = this.#heap;
    const event = events[0]!;
    this.#now = times[0]!;
    this.#heapSize--;
    if (this.#heapSize > 0) this.#sink(this.#heapSize);
    return event;
  }

  /** What stood in the last place goes to the root, and down to where it belongs. */
  #sink(last: number): void {
    const heap = this.#heap;
    const { times, orders, events } = heap;
    const [time, order, size] = [times[last]!, orders[last]!, this.#heapSize];
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#isBefore(child + 1, times[child]!, orders[child]!)) child++;
      if (!this.#isBefore(child, time, order)) break;
      move(heap, child, place);
      place = child;
    }
    put(heap, place, time, order, events[last]!);
  }

  #isBefore(place: number, time: number, order: number): boolean {
    const own = this.#heap.times[place]!;
    return own < time || (own === time && this.#heap.orders[place]! < order);
  }
}

function columns(length: number): Columns {
  const column = (): Float64Array => new Float64Array(length);
  return { times: column(), orders: column(), events: column() };
}

/** Twice as long; the event that comes to stand at place i is the one from `placeOf(i)`. */
function copied(from: Columns, placeOf: (i: number) => number): Columns {
  const { length } = from.times;
  const to = columns(2 * length);
  for (let i = 0; i < length; i++) {
    const place = placeOf(i);
    put(to, i, from.times[place]!, from.orders[place]!, from.events[place]!);
  }
  return to;
}

function put(into: Columns, place: number, time: number, order: number, event: number): void {
  into.times[place] = time;
  into.orders[place] = order;
  into.events[place] = event;
}

function move({ times, orders, events }: Columns, from: number, to: number): void {
  times[to] = times[from]!;
  orders[to] = orders[from]!;
  events[to] = events[from]!;
}
