import { type Observable, Subject } from "rxjs";
import type { Receiver, Task } from "../message/actor.ts";
import { RunError } from "../message/run-error.ts";
import type { MicroBatch } from "./frame.ts";
import { Neuron } from "./neuron.ts";
import { NeuronError } from "./neuron-error.ts";
import type { Shared } from "./shared.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- members are counted from 0 to the last one */

/** Members `from` … `to` − 1 of a population have done a task for a micro-batch; a gradient or a commit, for the batch. */
export interface DoneMessage {
  readonly task: Task;
  readonly part: MicroBatch;
  readonly from: number;
  readonly to: number;
}

/** Alike neurons that hear the same senders, so that all are ready at once: told once, each computes for itself. */
export class Population implements Receiver {
  readonly shared: Shared;
  readonly neurons: readonly Neuron[];
  /** Whose turn it is. */
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

  /** One task for all its neurons, in order. What one of them throws ends the run, with its name. */
  receive(task: Task, microBatch: number): void {
    const { memory, role } = this.shared;
    const part = memory.frame.microBatches[microBatch] ?? nothing;
    if (task === "commit") this.shared.version++;
    this.#telling = 0;
    this.#task = task;
    this.#part = part;
    this.#reported = 0;
    try {
      this.#tell(task, part);
    } catch (cause) {
      this.#task = undefined;
      this.#reportUpTo(task, this.#telling);
      throw cause instanceof RunError ? cause : this.#failure(task, part, cause);
    }
    this.#task = undefined;
    if (this.#done?.observed === true) this.#reportUpTo(task, this.neurons.length);
    // The bug to be looked at (see Learning): upstream is told only after this returns, so it meets updated weights.
    if (task === "backward" && role === "computing" && memory.learning.commitAfter === "delta") {
      this.receive("gradient", microBatch);
      this.receive("commit", microBatch);
    }
  }

  /**
   * Each task has a loop of its own, in which all neurons are told alike. What they have to say leaves together, when the last of
   * them has said it.
   */
  #tell(task: Task, part: MicroBatch): void {
    const { node, role, downstream, upstream } = this.shared;
    const count = this.neurons.length;
    switch (task) {
      case "forward":
        if (role === "input") for (let i = 0; i < count; i++) this.#next(i).sayDown(part);
        else for (let i = 0; i < count; i++) this.#next(i).forward(part);
        downstream.send(node, part.index);
        break;
      case "backward":
        for (let i = 0; i < count; i++) this.#next(i).backward(part);
        upstream.send(node, part.index);
        break;
      case "gradient":
        for (let i = 0; i < count; i++) this.#next(i).gradient();
        break;
      case "commit":
        for (let i = 0; i < count; i++) this.#next(i).commit();
    }
  }

  #next(member: number): Neuron {
    this.#telling = member;
    return this.neurons[member]!;
  }

  #reportUpTo(task: Task, to: number): void {
    const from = this.#reported;
    this.#reported = to;
    if (from < to && this.#done?.observed === true) this.#done.next({ task, part: this.#part, from, to });
  }

  #failure(task: Task, part: MicroBatch, cause: unknown): NeuronError {
    const { memory, firstSlot, idOf } = this.shared;
    return new NeuronError(idOf(firstSlot + this.#telling), task, memory.frame.batch, part, cause);
  }
}

const nothing: MicroBatch = { index: 0, first: 0, samples: 0 };
