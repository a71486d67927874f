import type { Outlet, Receiver, Task } from "../message/actor.ts";
import { Course } from "./course.ts";
import { Gather, type Links } from "./gather.ts";
import { Mailbox } from "./mailbox.ts";
import type { Transport, TransportCounts } from "./transport.ts";

/** All neurons in one thread: a mailbox, a gather a direction, and the course that batches take. */
export class LocalTransport implements Transport {
  readonly forward: Outlet;
  readonly backward: Outlet;
  readonly #mailbox = new Mailbox();
  readonly #activations: Gather;
  readonly #errorSignals: Gather;
  readonly #course: Course;
  readonly #learners: readonly Receiver[];

  /** `receivers`: one a node, in node order. `learners`: those that own weights. */
  constructor(
    links: { readonly forward: Links; readonly backward: Links },
    receivers: readonly Receiver[],
    learners: readonly Receiver[],
  ) {
    const { nodes } = links.forward;
    this.#activations = new Gather(links.forward, "forward", 0, this.#mailbox, receivers);
    this.#errorSignals = new Gather(links.backward, "backward", nodes, this.#mailbox, receivers);
    this.#course = new Course(this.#mailbox, this.#activations, this.#errorSignals);
    this.forward = new Way(this.#course, this.#activations);
    this.backward = new Way(this.#course, this.#errorSignals);
    this.#learners = learners;
  }

  open(samples: readonly number[]): void {
    this.#course.begin(samples);
  }

  resize(samples: readonly number[]): void {
    this.#course.resize(samples);
  }

  tell(receiver: Receiver, task: Task, microBatch: number): void {
    this.#course.tell(receiver, task, microBatch);
  }

  broadcast(task: Task): "done" {
    for (const learner of this.#learners) learner.receive(task, 0);
    this.#mailbox.passRound();
    return "done";
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
    return this.#course.inFlight;
  }

  counts(): TransportCounts {
    this.#course.book();
    return {
      activations: this.#activations.copies.copies(),
      errorSignals: this.#errorSignals.copies.copies(),
    };
  }
}

/** The way out in one direction. */
class Way implements Outlet {
  readonly #course: Course;
  readonly #first: number;

  constructor(course: Course, { first }: Gather) {
    this.#course = course;
    this.#first = first;
  }

  send(node: number, microBatch: number): void {
    this.#course.send(this.#first + node, microBatch);
  }
}
