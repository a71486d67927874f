import type { MicroBatch } from "./frame.ts";
import type { Shared } from "./shared.ts";

/**
 * All of backpropagation is here: forward and backward mirror each other, and the product of what they leave behind is the
 * gradient. (The formulas are numbered as in the article; C is the mean loss of the batch.)
 *
 *      forward$  ──▶   z = b + Σ w·a       a = σ(z)     ──▶
 *     backward$  ◀──   δ = σ'(z) · Σ w·δ                ◀──     formulas 1 and 2
 *                      ∂C/∂w = a·δ                              formula 0
 *
 * Each is told of the neurons from … to − 1 of a population: of one, or of all. A neuron computes with its own row of weights, its
 * own vectors and the messages that reached it, and reads nothing that another one computes in the same task: how many are told at
 * once changes no bit. The inner loops over samples and synapses are the kernels' (../math/kernels/kernels.ts).
 */

/**
 * All activations of a micro-batch are in: z = b + Σ w·a, a = σ(z); the gain σ'(z) is kept for the way back.
 * Returns −1; or, where a z is not finite, the first such sample of the micro-batch, of the first such neuron.
 */
export function forward(shared: Shared, from: number, to: number, part: MicroBatch): number {
  const { memory, inputs } = shared;
  const { frame, backend } = memory;
  const stopped = backend.kernels.forward(inputs.preparedFor(frame), from, to, part.first, part.samples);
  if (stopped < 0 && shared.activation.apply !== undefined) squash(shared, from, to, part);
  return stopped;
}

/**
 * All error signals of a micro-batch are in: δ = σ'(z) · Σ w·δ; at an output, the loss's term joins the sum.
 * Returns −1; or, where a δ is not finite, the first such sample of the micro-batch, of the first such neuron.
 */
export function backward(shared: Shared, from: number, to: number, part: MicroBatch): number {
  const { memory, errors } = shared;
  const { frame, backend } = memory;
  return backend.kernels.backward(errors.preparedFor(frame), from, to, part.first, part.samples);
}

/** All of the batch is in: ∂C/∂w = a·δ and ∂C/∂b = δ, averaged over its samples. */
export function gradient(shared: Shared, from: number, to: number): void {
  const { memory, inputs } = shared;
  const { frame, backend } = memory;
  backend.kernels.correlate(inputs.preparedFor(frame), from, to, frame.samples);
}

/** The coordinator says that the batch is complete: the optimizer moves each neuron's own row. */
export function commit(shared: Shared, from: number, to: number): void {
  const { memory, rows, rowLength } = shared;
  const { backend, parameters, gradients, scalars, frozen, learning, errorWeightRule } = memory;
  const { optimizer, state } = learning;
  const { kernels } = backend;
  const first = rows + from * rowLength;
  const end = rows + to * rowLength;
  for (let at = first; at < end;) {
    const next = frozen === undefined ? end : endOfRun(frozen, at, end);
    if (frozen?.[at] !== 1) kernels[optimizer.kernel](parameters, gradients, state, scalars, at, next);
    at = next;
  }
  if (errorWeightRule !== undefined) errorWeightRule.commit(memory, first, end, shared.version);
}

/**
 * a = σ(z), where the kernel has not done it. Neighbours' vectors follow one another: all of theirs are one stretch of numbers where a
 * micro-batch is the whole batch that the frame was made for.
 */
function squash({ memory, activation, firstSlot }: Shared, from: number, to: number, part: MicroBatch): void {
  const { z, a, gain, stride } = memory.frame;
  const length = part.samples === stride ? (to - from) * stride : part.samples;
  const end = (firstSlot + to) * stride;
  for (let at = (firstSlot + from) * stride + part.first; at < end; at += Math.max(length, stride))
    activation.apply?.(z, a, gain, at, length);
}

/** End of the run of parameters from `from` on that are all frozen, or all free. */
function endOfRun(frozen: Uint8Array, from: number, end: number): number {
  let to = from + 1;
  while (to < end && frozen[to] === frozen[from]) to++;
  return to;
}
