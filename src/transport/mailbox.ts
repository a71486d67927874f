import type { Receiver, Task } from "../message/actor.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- places between head and tail are always filled */

/**
 * One queue and one run loop. Actors post and return; the loop delivers, first in, first out. So the call stack stays
 * flat however deep the network, nobody is entered twice, and what an actor throws ends the loop, not a stream.
 *
 *   post(h1, forward, 0)  post(h1, forward, 1)      run():  h1 F0 · h1 F1 │ (h1 posted) o1 F0 · o1 F1 │ …
 *                                                    now:       0        │            1            │ 2
 *
 * Its clock counts rounds: what is posted in one round is delivered in the next, as if every message took one tick.
 */
export class Mailbox {
  /** How many may be posted after a new beginning before a place is used again. */
  readonly room = 256;
  // A ring of three columns; its length is a power of two, so that a place is an index masked.
  #receivers = new Array<Receiver | undefined>(this.room).fill(undefined);
  #tasks = new Array<Task>(this.room).fill("forward");
  #microBatches = new Int32Array(this.room);
  #delivered = 0;
  #posted = 0;
  #now = 0;
  #state: "idle" | "running" | "stopped" = "idle";

  /** Messages waiting to be delivered. */
  get size(): number {
    return this.#posted - this.#delivered;
  }

  /** How many were posted since the last new beginning. */
  get posted(): number {
    return this.#posted;
  }

  /** The round that is being delivered, or that will be next. */
  get now(): number {
    return this.#now;
  }

  post(receiver: Receiver, task: Task, microBatch: number): void {
    if (this.size === this.#receivers.length) this.#grow();
    const place = this.#posted++ & (this.#receivers.length - 1);
    this.#receivers[place] = receiver;
    this.#tasks[place] = task;
    this.#microBatches[place] = microBatch;
  }

  /** As if those had been posted that stand in the places before `posted`, from the last time (see Course). */
  postUpTo(posted: number): void {
    this.#posted = posted;
  }

  /** What waits is dropped, and the next message is posted in the first place. */
  beginAnew(): void {
    this.#delivered = 0;
    this.#posted = 0;
  }

  /** A round in which actors were told without being posted. */
  passRound(): void {
    this.#now++;
  }

  /** Delivers until nothing waits or it is stopped. What a receiver throws is thrown on; what still waited is dropped. */
  run(): void {
    if (this.#state !== "idle")
      throw new Error("the mailbox is running already: an actor posts, it does not run");
    this.#state = "running";
    let roundEnd = this.#posted;
    try {
      while (this.#delivered !== this.#posted && !this.#isStopped()) {
        if (this.#delivered === roundEnd) {
          roundEnd = this.#posted;
          this.#now++;
        }
        const place = this.#delivered++ & (this.#receivers.length - 1);
        this.#receivers[place]!.receive(this.#tasks[place]!, this.#microBatches[place]!);
      }
    } finally {
      this.#state = "idle";
      this.#now++;
      this.#delivered = this.#posted;
    }
  }

  /** Ends the loop after the delivery at hand; what waits is dropped. */
  stop(): void {
    if (this.#state === "running") this.#state = "stopped";
  }

  #isStopped(): boolean {
    return this.#state === "stopped";
  }

  /** Twice as many places; those who wait keep their numbers. */
  #grow(): void {
    const old = this.#receivers.length;
    const [receivers, tasks, microBatches] = [this.#receivers, this.#tasks, this.#microBatches];
    this.#receivers = new Array<Receiver | undefined>(2 * old).fill(undefined);
    this.#tasks = new Array<Task>(2 * old).fill("forward");
    this.#microBatches = new Int32Array(2 * old);
    for (let each = this.#delivered; each < this.#posted; each++) {
      const from = each & (old - 1);
      const to = each & (2 * old - 1);
      this.#receivers[to] = receivers[from];
      this.#tasks[to] = tasks[from]!;
      this.#microBatches[to] = microBatches[from]!;
    }
  }
}
