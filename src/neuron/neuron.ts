import { type Observable, Subject } from "rxjs";
import type { Activation, Direction, ErrorSignal, RowMessage } from "../message/message.ts";
import type { Block } from "../math/kernels/block.ts";
import type { MicroBatch } from "./frame.ts";
import { NonFiniteError } from "./non-finite-error.ts";
import type { Shared } from "./shared.ts";

/**
 * A neuron. All of backpropagation is here: forward and backward mirror each other, and the product of what they
 * leave behind is the gradient. (The formulas are numbered as in the article; C is the mean loss of the batch.)
 *
 *      forward$  ──▶   z = b + Σ w·a       a = σ(z)     ──▶
 *     backward$  ◀──   δ = σ'(z) · Σ w·δ                ◀──     formulas 1 and 2
 *                      ∂C/∂w = a·δ                              formula 0
 *
 * It reads its own row of weights, its own vectors, and the messages that reached it: it knows no network, no
 * schedule, no transport and no time.
 */
export class Neuron {
  readonly #shared: Shared;
  readonly #member: number;
  /** Spelled out when first asked for: a network of a million neurons that nobody watches has no names. */
  #id: string | undefined;
  #forward: Subject<Activation> | undefined;
  #backward: Subject<ErrorSignal> | undefined;
  #row: Subject<RowMessage> | undefined;

  constructor(shared: Shared, member: number) {
    this.#shared = shared;
    this.#member = member;
  }

  get id(): string {
    return (this.#id ??= this.#shared.idOf(this.#shared.firstSlot + this.#member));
  }

  /** Its activations, as it sends them downstream. Watching costs nothing until somebody does, and changes no bit. */
  get forward$(): Observable<Activation> {
    return (this.#forward ??= new Subject());
  }

  /** Its error signals, as it sends them upstream. */
  get backward$(): Observable<ErrorSignal> {
    return (this.#backward ??= new Subject());
  }

  /** Its row, whenever it has a gradient and whenever it has been committed. */
  get row$(): Observable<RowMessage> {
    return (this.#row ??= new Subject());
  }

  /** All activations of a micro-batch are in: z = b + Σ w·a, a = σ(z); the gain σ'(z) is kept for the way back. */
  forward(part: MicroBatch): void {
    const { memory, inputs, activation } = this.#shared;
    const { z, a, gain } = memory.frame;
    const at = this.#place(part.first);
    const stopped = inputs.sum(this.#member, part);
    if (stopped >= 0) throw this.#nonFinite("forward", z, at + stopped);
    activation.apply(memory.backend.kernels, z, a, gain, at, part.samples);
    this.sayDown(part);
  }

  /** All error signals of a micro-batch are in: δ = σ'(z) · Σ w·δ; at an output, the loss's term joins the sum. */
  backward(part: MicroBatch): void {
    const { memory, errors, loss } = this.#shared;
    const { gain, delta } = memory.frame;
    const at = this.#place(part.first);
    errors.sum(this.#member, part);
    if (loss?.enters === "activation") this.#addError(part, at);
    const stopped = memory.backend.kernels.amplify(gain, delta, at, part.samples);
    if (stopped >= 0) throw this.#nonFinite("backward", delta, at + stopped);
    if (loss?.enters === "pre-activation") this.#addError(part, at);
    this.#sayUp(part);
  }

  /**
   * Its activations are ready: the population sends them with those of its other neurons. An input neuron does only this, as its
   * activation is the sample's number.
   */
  sayDown(part: MicroBatch): void {
    if (this.#forward?.observed === true) this.#forward.next(this.#activation(part));
  }

  #sayUp(part: MicroBatch): void {
    if (this.#backward?.observed === true) this.#backward.next(this.#errorSignal(part));
  }

  /** All of the batch is in: ∂C/∂w = a·δ and ∂C/∂b = δ, averaged over its samples. */
  gradient(): void {
    const { memory, inputs } = this.#shared;
    const { gradients } = memory;
    inputs.correlate(this.#member);
    if (this.#row?.observed === true) this.#row.next(this.#rowMessage("gradient", gradients));
  }

  /** The coordinator says that the batch is complete: the optimizer moves the neuron's own row. */
  commit(): void {
    const { memory, rowLength, version } = this.#shared;
    const { backend, parameters, gradients, scalars, frozen, learning, errorWeightRule } = memory;
    const { optimizer, state } = learning;
    const end = this.#biasAt + 1;
    for (let from = end - rowLength; from < end;) {
      const to = frozen === undefined ? end : endOfRun(frozen, from, end);
      if (frozen?.[from] !== 1)
        optimizer.update(backend.kernels, parameters, gradients, state, scalars, from, to);
      from = to;
    }
    if (errorWeightRule !== undefined) errorWeightRule.commit(memory, end - rowLength, end, version);
    if (this.#row?.observed === true) this.#row.next(this.#rowMessage("commit", parameters));
  }

  get bias(): number {
    return this.#shared.memory.parameters.numbers[this.#biasAt] ?? 0;
  }

  /** How many commits its weights have seen. */
  get weightVersion(): number {
    return this.#shared.version;
  }

  /** What it holds for some samples of the batch in flight, as a copy: what a picture needs beside the messages. */
  vector(name: "z" | "a" | "gain" | "delta", firstSample: number, samples: number): number[] {
    return this.#copy(this.#shared.memory.frame[name], firstSample, samples);
  }

  get #biasAt(): number {
    const { rows, rowLength } = this.#shared;
    return rows + (this.#member + 1) * rowLength - 1;
  }

  /** Where its number for sample `sample` stands in each block of the frame. */
  #place(sample: number): number {
    const { firstSlot, memory } = this.#shared;
    return (firstSlot + this.#member) * memory.frame.stride + sample;
  }

  #addError(part: MicroBatch, at: number): void {
    const { memory, loss } = this.#shared;
    const { backend, frame } = memory;
    const error = ((loss?.firstOutput ?? 0) + this.#member) * frame.stride + part.first;
    backend.kernels.add(frame.delta, at, frame.error, error, part.samples);
  }

  #activation({ index, first, samples }: MicroBatch): Activation {
    const { memory, version } = this.#shared;
    const { batch, a } = memory.frame;
    return {
      kind: "activation",
      from: this.id,
      batch,
      microBatch: index,
      firstSample: first,
      weightVersion: version,
      values: this.#copy(a, first, samples),
    };
  }

  #errorSignal({ index, first, samples }: MicroBatch): ErrorSignal {
    const { memory, version } = this.#shared;
    const { batch, delta } = memory.frame;
    return {
      kind: "error-signal",
      from: this.id,
      batch,
      microBatch: index,
      firstSample: first,
      weightVersion: version,
      values: this.#copy(delta, first, samples),
    };
  }

  /** What leaves for a tap is a copy: the frame is written again in the next batch. */
  #copy(block: Block, firstSample: number, samples: number): number[] {
    return copyOf(block, this.#place(firstSample), samples);
  }

  #rowMessage(kind: RowMessage["kind"], block: Block): RowMessage {
    const { memory, rowLength, version } = this.#shared;
    const weights = copyOf(block, this.#biasAt + 1 - rowLength, rowLength - 1);
    const bias = block.numbers[this.#biasAt] ?? NaN;
    return { kind, from: this.id, batch: memory.frame.batch, weights, bias, weightVersion: version };
  }

  #nonFinite(direction: Direction, block: Block, at: number): NonFiniteError {
    const sample = at - this.#place(0);
    return new NonFiniteError(
      this.id,
      direction,
      this.#shared.memory.frame.batch,
      sample,
      block.numbers[at] ?? NaN,
    );
  }
}

/** End of the run of parameters from `from` on that are all frozen, or all free. */
function endOfRun(frozen: Uint8Array, from: number, end: number): number {
  let to = from + 1;
  while (to < end && frozen[to] === frozen[from]) to++;
  return to;
}

/** Part of a block as a list. A loop: Array.from takes ten times as long, and taps may want every row. */
function copyOf({ numbers }: Block, from: number, count: number): number[] {
  const copy = new Array<number>(count);
  for (let i = 0; i < count; i++) copy[i] = numbers[from + i] ?? NaN;
  return copy;
}
