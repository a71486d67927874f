import type { Receiver, Task } from "../message/actor.ts";
import { RunError } from "../message/run-error.ts";
import type { MicroBatch } from "./frame.ts";
import { Neuron } from "./neuron.ts";
import { NeuronError } from "./neuron-error.ts";
import type { Shared } from "./shared.ts";

/** Alike neurons that hear the same senders, so that all are ready at once: told once, each computes for itself. */
export class Population implements Receiver {
  readonly shared: Shared;
  readonly neurons: readonly Neuron[];

  constructor(shared: Shared, size: number) {
    this.shared = shared;
    const neurons: Neuron[] = [];
    for (let member = 0; member < size; member++) neurons.push(new Neuron(shared, member));
    this.neurons = neurons;
  }

  /** One task for all its neurons, in order. What one of them throws ends the run, with its name. */
  receive(task: Task, microBatch: number): void {
    const { memory, role, firstSlot, idOf } = this.shared;
    const part = memory.frame.microBatches[microBatch] ?? nothing;
    if (task === "commit") this.shared.version++;
    let member = 0;
    try {
      for (const neuron of this.neurons) {
        this.#tell(neuron, task, part);
        member++;
      }
    } catch (cause) {
      if (cause instanceof RunError) throw cause;
      throw new NeuronError(idOf(firstSlot + member), task, memory.frame.batch, part, cause);
    }
    // The bug to be looked at (see Learning): upstream is told only after this returns, so it meets updated weights.
    if (task === "backward" && role === "computing" && memory.learning.commitAfter === "delta") {
      this.receive("gradient", microBatch);
      this.receive("commit", microBatch);
    }
  }

  #tell(neuron: Neuron, task: Task, part: MicroBatch): void {
    if (task === "forward") {
      if (this.shared.role === "input") neuron.sendDown(part);
      else neuron.forward(part);
    } else if (task === "backward") neuron.backward(part);
    else if (task === "gradient") neuron.gradient();
    else neuron.commit();
  }
}

const nothing: MicroBatch = { index: 0, first: 0, samples: 0 };
