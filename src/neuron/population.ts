import type { Receiver, Task } from "../message/actor.ts";
import { RunError } from "../message/run-error.ts";
import type { MicroBatch } from "./frame.ts";
import { Neuron } from "./neuron.ts";
import { NeuronError } from "./neuron-error.ts";
import type { Shared } from "./shared.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- members are counted from 0 to the last one */

/** Alike neurons that hear the same senders, so that all are ready at once: told once, each computes for itself. */
export class Population implements Receiver {
  readonly shared: Shared;
  readonly neurons: readonly Neuron[];
  /** Whose turn it is. */
  #telling = 0;

  constructor(shared: Shared, size: number) {
    this.shared = shared;
    const neurons: Neuron[] = [];
    for (let member = 0; member < size; member++) neurons.push(new Neuron(shared, member));
    this.neurons = neurons;
  }

  /** One task for all its neurons, in order. What one of them throws ends the run, with its name. */
  receive(task: Task, microBatch: number): void {
    const { memory, role } = this.shared;
    const part = memory.frame.microBatches[microBatch] ?? nothing;
    if (task === "commit") this.shared.version++;
    this.#telling = 0;
    try {
      this.#tell(task, part);
    } catch (cause) {
      throw cause instanceof RunError ? cause : this.#failure(task, part, cause);
    }
    // The bug to be looked at (see Learning): upstream is told only after this returns, so it meets updated weights.
    if (task === "backward" && role === "computing" && memory.learning.commitAfter === "delta") {
      this.receive("gradient", microBatch);
      this.receive("commit", microBatch);
    }
  }

  /** Each task has a loop of its own, in which all neurons are told alike. */
  #tell(task: Task, part: MicroBatch): void {
    const count = this.neurons.length;
    switch (task) {
      case "forward":
        if (this.shared.role === "input") for (let i = 0; i < count; i++) this.#next(i).sendDown(part);
        else for (let i = 0; i < count; i++) this.#next(i).forward(part);
        break;
      case "backward":
        for (let i = 0; i < count; i++) this.#next(i).backward(part);
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

  #failure(task: Task, part: MicroBatch, cause: unknown): NeuronError {
    const { memory, firstSlot, idOf } = this.shared;
    return new NeuronError(idOf(firstSlot + this.#telling), task, memory.frame.batch, part, cause);
  }
}

const nothing: MicroBatch = { index: 0, first: 0, samples: 0 };
