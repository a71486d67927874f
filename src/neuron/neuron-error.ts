import type { Task } from "../message/actor.ts";
import { RunError } from "../message/run-error.ts";
import type { MicroBatch } from "./frame.ts";

/** Something inside a neuron threw: which neuron, at what, for which samples, and what it was (the cause). */
export class NeuronError extends RunError {
  constructor(neuron: string, task: Task, batch: number, part: MicroBatch, cause: unknown) {
    const last = part.first + part.samples - 1;
    const samples =
      part.samples === 1
        ? `sample ${String(part.first)}`
        : `samples ${String(part.first)} to ${String(last)}`;
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`neuron ${neuron}: failed in ${task} for ${samples} of batch ${String(batch)}: ${reason}`, {
      cause,
    });
  }
}
