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
  // A ring of three columns; its length is a power of two, so that a place is an index masked.
  #receivers: (Receiver | undefined)[] = new Array<Receiver | undefined>(64).fill(undefined);
  #tasks: Task[] = new Array<Task>(64).fill("forward");
  #microBatches = new Int32Array(64);
  #head = 0;
  #tail = 0;
  #now = 0;
  #state: "idle" | "running" | "stopped" = "idle";

  /** Messages waiting to be delivered. */
  get size(): number {
    return this.#tail - this.#head;
  }

  /** The round that is being delivered, or that will be next. */
  get now(): number {
    return this.#now;
  }

  post(receiver: Receiver, task: Task, microBatch: number): void {
    if (this.size === this.#receivers.length) this.#grow();
    const place = this.#tail++ & (this.#receivers.length - 1);
    this.#receivers[place] = receiver;
    this.#tasks[place] = task;
    this.#microBatches[place] = microBatch;
  }

  /** Delivers until nothing waits or it is stopped. What a receiver throws is thrown on; what still waited is dropped. */
  run(): void {
    if (this.#state !== "idle")
      throw new Error("the mailbox is running already: an actor posts, it does not run");
    if (this.#head === this.#tail) {
      this.#now++;
      return;
    }
    this.#state = "running";
    let roundEnd = this.#tail;
    try {
      while (this.#head !== this.#tail && !this.#isStopped()) {
        if (this.#head === roundEnd) {
          roundEnd = this.#tail;
          this.#now++;
        }
        const place = this.#head++ & (this.#receivers.length - 1);
        this.#receivers[place]!.receive(this.#tasks[place]!, this.#microBatches[place]!);
      }
    } finally {
      this.#state = "idle";
      this.#now++;
      this.#head = 0;
      this.#tail = 0;
    }
  }

  /** Ends the loop after the delivery at hand; what waits is dropped. */
  stop(): void {
    if (this.#state === "running") this.#state = "stopped";
  }

  #isStopped(): boolean {
    return this.#state === "stopped";
  }

  #grow(): void {
    const old = this.#receivers.length;
    const order = Array.from({ length: old }, (_, i) => (this.#head + i) & (old - 1));
    this.#receivers = [...order.map((i) => this.#receivers[i]), ...new Array<undefined>(old).fill(undefined)];
    this.#tasks = [...order.map((i) => this.#tasks[i]!), ...new Array<Task>(old).fill("forward")];
    const microBatches = new Int32Array(2 * old);
    order.forEach((i, place) => (microBatches[place] = this.#microBatches[i]!));
    this.#microBatches = microBatches;
    this.#head = 0;
    this.#tail = old;
  }
}
