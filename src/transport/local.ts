import type { Receiver, Task } from "../message/actor.ts";
import { Gather, type Links } from "./gather.ts";
import { Mailbox } from "./mailbox.ts";
import type { Transport, TransportCounts } from "./transport.ts";

/** All neurons in one thread: a mailbox, and a gather a direction. */
export class LocalTransport implements Transport {
  readonly forward: Gather;
  readonly backward: Gather;
  readonly #mailbox = new Mailbox();
  readonly #learners: readonly Receiver[];

  /** `receivers`: one a node, in node order. `learners`: those that own weights. */
  constructor(
    links: { readonly forward: Links; readonly backward: Links },
    receivers: readonly Receiver[],
    learners: readonly Receiver[],
  ) {
    this.forward = new Gather(links.forward, "forward", this.#mailbox, receivers);
    this.backward = new Gather(links.backward, "backward", this.#mailbox, receivers);
    this.#learners = learners;
  }

  open(samples: readonly number[]): void {
    this.forward.open(samples);
    this.backward.open(samples);
  }

  tell(receiver: Receiver, task: Task, microBatch: number): void {
    this.#mailbox.post(receiver, task, microBatch);
  }

  broadcast(task: Task): void {
    for (const learner of this.#learners) learner.receive(task, 0);
  }

  run(): "done" {
    this.#mailbox.run();
    return "done";
  }

  stop(): void {
    this.#mailbox.stop();
  }

  now(): number {
    return this.#mailbox.now;
  }

  inFlight(): number {
    return this.forward.inFlight + this.backward.inFlight;
  }

  counts(): TransportCounts {
    return { activations: this.forward.copies(), errorSignals: this.backward.copies() };
  }
}
