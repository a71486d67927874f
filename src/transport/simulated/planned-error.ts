import type { Task } from "../../message/actor.ts";
import { RunError } from "../../message/run-error.ts";
import type { CallFault } from "./fault.ts";
import type { Letter } from "./letter.ts";

/** What a neuron throws since the schedule of faults wants it. */
export class PlannedError extends RunError {
  readonly fault: CallFault;

  constructor(neuron: string, task: Task, fault: CallFault) {
    super(`neuron ${neuron}: threw in ${task}, as planned for its task ${fault.call}`);
    this.fault = fault;
  }
}

/**
 * How long a host is down when its neuron has thrown this while it took up a letter; undefined: the run ends with it. A RunError
 * without a cause is no accident (a number is not finite), and would be thrown again. What was thrown in the middle of a commit cannot be
 * undone.
 */
export function ticksDown(thrown: unknown, { kind }: Letter): number | undefined {
  if (thrown instanceof PlannedError) return thrown.fault.ticks;
  return thrown instanceof RunError && thrown.cause !== undefined && kind !== "commit" ? 1 : undefined;
}
