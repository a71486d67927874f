import { VirtualClock } from "../virtual-clock.ts";

/** Something that is due at a time. */
export interface Happening {
  readonly happen: () => void;
}

/** A virtual clock whose events are objects. */
export class Agenda {
  readonly #clock = new VirtualClock();
  readonly #things: (Happening | undefined)[] = [];
  readonly #free: number[] = [];

  get now(): number {
    return this.#clock.now;
  }

  /** Things still to happen. */
  get size(): number {
    return this.#clock.size;
  }

  schedule(time: number, thing: Happening): void {
    const place = this.#free.pop() ?? this.#things.length;
    this.#things[place] = thing;
    this.#clock.schedule(time, place);
  }

  /** Goes to the next thing, for the caller to let happen. */
  next(): Happening | undefined {
    const place = this.#clock.next();
    if (place < 0) return undefined;
    const thing = this.#things[place];
    this.#things[place] = undefined;
    this.#free.push(place);
    return thing;
  }
}
