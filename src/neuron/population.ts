import { type Observable, Subject } from "rxjs";
import type { Receiver, Task } from "../message/actor.ts";
import { RunError } from "../message/run-error.ts";
import { backward, commit, forward, gradient } from "./backpropagation.ts";
import type { MicroBatch } from "./frame.ts";
import { Neuron } from "./neuron.ts";
import { NeuronError } from "./neuron-error.ts";
import type { Shared } from "./shared.ts";

/** Members `from` … `to` − 1 of a population have done a task for a micro-batch; a gradient or a commit, for the batch. */
export interface DoneMessage {
  readonly task: Task;
  readonly part: MicroBatch;
  readonly from: number;
  readonly to: number;
}

/**
 * Alike neurons that hear the same senders, so that all are ready at once. Where nobody watches what one of them has to say of a task
 * they are told of it together (each computes for itself, in a loop of the kernel); else one by one, so that each can say it before the
 * next one begins.
 */
export class Population implements Receiver {
  readonly shared: Shared;
  readonly neurons: readonly Neuron[];
  /** Whose turn it is, where they are told one by one. */
  #telling = 0;
  /** The task at hand, and how many members were already reported to have done it. */
  #task: Task | undefined;
  #part = nothing;
  #reported = 0;
  #done: Subject<DoneMessage> | undefined;

  constructor(shared: Shared, size: number) {
    this.shared = shared;
    const neurons: Neuron[] = [];
    for (let member = 0; member < size; member++) neurons.push(new Neuron(shared, member));
    this.neurons = neurons;
  }

  /** What its neurons have done, all of them together: told once a task, unless somebody asks for a report before. */
  get done$(): Observable<DoneMessage> {
    return (this.#done ??= new Subject());
  }

  /** Tells at once what was done so far of the task at hand, the neuron whose tap asks for it included. */
  report(): void {
    if (this.#task !== undefined) this.#reportUpTo(this.#task, this.#telling + 1);
  }

  /** One task for all its neurons. What one of them throws ends the run, with its name. */
  receive(task: Task, microBatch: number): void {
    const { shared } = this;
    const part = shared.memory.frame.microBatches[microBatch] ?? nothing;
    if (task === "commit") shared.version++;
    // Where a number is not finite, whose it is shows when they are told one by one.
    const together = isUnwatched(shared, task) && this.#tellTogether(task, part);
    if (!together) this.#tellOneByOne(task, part);
    // What they have to say leaves together.
    if (task === "forward") shared.downstream.send(shared.node, part.index);
    else if (task === "backward") shared.upstream.send(shared.node, part.index);
    if (this.#done !== undefined)
      this.#report(task, part, together ? 0 : this.#reported, this.neurons.length);
    if (task === "backward" && shared.memory.learning.commitAfter === "delta") this.#commitAtOnce(microBatch);
  }

  /** The bug to be looked at (see Learning): upstream is told only when this is done, so it meets updated weights. */
  #commitAtOnce(microBatch: number): void {
    if (this.shared.role !== "computing") return;
    this.receive("gradient", microBatch);
    this.receive("commit", microBatch);
  }

  /** Whether all went well. A commit is not done twice: what is thrown there is thrown on. */
  #tellTogether(task: Task, part: MicroBatch): boolean {
    const { shared } = this;
    const all = this.neurons.length;
    try {
      // An input's activation is the sample's number.
      if (task === "forward") return shared.role === "input" || forward(shared, 0, all, part) < 0;
      if (task === "backward") return backward(shared, 0, all, part) < 0;
      if (task === "gradient") gradient(shared, 0, all);
      else commit(shared, 0, all);
      return true;
    } catch (cause) {
      if (task === "commit") throw cause;
      return false;
    }
  }

  #tellOneByOne(task: Task, part: MicroBatch): void {
    this.#telling = 0;
    this.#task = task;
    this.#part = part;
    this.#reported = 0;
    try {
      for (const neuron of this.neurons) {
        this.#tell(neuron, task, part);
        this.#telling++;
      }
    } catch (cause) {
      this.#reportUpTo(task, this.#telling);
      throw cause instanceof RunError ? cause : this.#failure(task, part, cause);
    } finally {
      this.#task = undefined;
    }
  }

  #tell(neuron: Neuron, task: Task, part: MicroBatch): void {
    switch (task) {
      case "forward":
        if (this.shared.role === "input") neuron.sayDown(part);
        else neuron.forward(part);
        break;
      case "backward":
        neuron.backward(part);
        break;
      case "gradient":
        neuron.gradient();
        break;
      case "commit":
        neuron.commit();
    }
  }

  #reportUpTo(task: Task, to: number): void {
    const from = this.#reported;
    this.#reported = to;
    this.#report(task, this.#part, from, to);
  }

  #report(task: Task, part: MicroBatch, from: number, to: number): void {
    if (from < to && this.#done?.observed === true) this.#done.next({ task, part, from, to });
  }

  #failure(task: Task, part: MicroBatch, cause: unknown): NeuronError {
    const { memory, firstSlot, idOf } = this.shared;
    return new NeuronError(idOf(firstSlot + this.#telling), task, memory.frame.batch, part, cause);
  }
}

const nothing: MicroBatch = { index: 0, first: 0, samples: 0 };

/** Whether nobody hears what neurons have to say of a task. */
function isUnwatched({ watched }: Shared, task: Task): boolean {
  const watch = task === "forward" ? watched.forward : task === "backward" ? watched.backward : watched.row;
  return watch.watchers === 0;
}
