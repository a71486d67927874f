import type { Observable } from "rxjs";
import type { Activation, Direction, ErrorSignal, RowMessage } from "../message/message.ts";
import type { Block } from "../math/kernels/block.ts";
import { backward, commit, forward, gradient } from "./backpropagation.ts";
import type { MicroBatch } from "./frame.ts";
import { NonFiniteError } from "./non-finite-error.ts";
import type { Shared } from "./shared.ts";
import { WatchedStream } from "./watched-stream.ts";

/**
 * A neuron: what it computes when it is told, for itself alone (`backpropagation.ts`), and what it tells those who watch it. It
 * reads its own row of weights, its own vectors, and the messages that reached it: it knows no network, no schedule, no transport
 * and no time.
 */
export class Neuron {
  readonly #shared: Shared;
  readonly #member: number;
  /** Spelled out when first asked for: a network of a million neurons that nobody watches has no names. */
  #id: string | undefined;
  #forward: WatchedStream<Activation> | undefined;
  #backward: WatchedStream<ErrorSignal> | undefined;
  #row: WatchedStream<RowMessage> | undefined;

  constructor(shared: Shared, member: number) {
    this.#shared = shared;
    this.#member = member;
  }

  get id(): string {
    return (this.#id ??= this.#shared.idOf(this.#shared.firstSlot + this.#member));
  }

  /** Its activations, as it sends them downstream. Watching costs nothing until somebody does, and changes no bit. */
  get forward$(): Observable<Activation> {
    return (this.#forward ??= new WatchedStream(this.#shared.watched.forward)).stream$;
  }

  /** Its error signals, as it sends them upstream. */
  get backward$(): Observable<ErrorSignal> {
    return (this.#backward ??= new WatchedStream(this.#shared.watched.backward)).stream$;
  }

  /** Its row, whenever it has a gradient and whenever it has been committed. */
  get row$(): Observable<RowMessage> {
    return (this.#row ??= new WatchedStream(this.#shared.watched.row)).stream$;
  }

  /** All activations of a micro-batch are in. */
  forward(part: MicroBatch): void {
    const stopped = forward(this.#shared, this.#member, this.#member + 1, part);
    if (stopped >= 0) throw this.#nonFinite("forward", "z", part.first + stopped);
    this.sayDown(part);
  }

  /** All error signals of a micro-batch are in. */
  backward(part: MicroBatch): void {
    const stopped = backward(this.#shared, this.#member, this.#member + 1, part);
    if (stopped >= 0) throw this.#nonFinite("backward", "delta", part.first + stopped);
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

  /** All of the batch is in. */
  gradient(): void {
    gradient(this.#shared, this.#member, this.#member + 1);
    if (this.#row?.observed === true) this.#row.next(this.#rowMessage("gradient"));
  }

  /** The coordinator says that the batch is complete. */
  commit(): void {
    commit(this.#shared, this.#member, this.#member + 1);
    if (this.#row?.observed === true) this.#row.next(this.#rowMessage("commit"));
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

  #rowMessage(kind: RowMessage["kind"]): RowMessage {
    const { memory, rowLength, version } = this.#shared;
    const block = kind === "gradient" ? memory.gradients : memory.parameters;
    const weights = copyOf(block, this.#biasAt + 1 - rowLength, rowLength - 1);
    const bias = block.numbers[this.#biasAt] ?? NaN;
    return { kind, from: this.id, batch: memory.frame.batch, weights, bias, weightVersion: version };
  }

  #nonFinite(direction: Direction, name: "z" | "delta", sample: number): NonFiniteError {
    const { batch, ...frame } = this.#shared.memory.frame;
    const value = frame[name].numbers[this.#place(sample)] ?? NaN;
    return new NonFiniteError(this.id, direction, batch, sample, value);
  }
}

/**
 * Part of a block as a list. A loop, as Array.from takes ten times as long; eight numbers at a time, and a place that is known to be a
 * whole number of 32 bits, as taps may want every vector.
 */
function copyOf({ numbers }: Block, from: number, count: number): number[] {
  const copy = new Array<number>(count);
  let at = from | 0;
  let i = 0;
  for (const end = count - 7; i < end; i += 8) {
    copy[i] = numbers[at] ?? NaN;
    copy[i + 1] = numbers[at + 1] ?? NaN;
    copy[i + 2] = numbers[at + 2] ?? NaN;
    copy[i + 3] = numbers[at + 3] ?? NaN;
    copy[i + 4] = numbers[at + 4] ?? NaN;
    copy[i + 5] = numbers[at + 5] ?? NaN;
    copy[i + 6] = numbers[at + 6] ?? NaN;
    copy[i + 7] = numbers[at + 7] ?? NaN;
    at = (at + 8) | 0;
  }
  for (; i < count; i++) copy[i] = numbers[at++] ?? NaN;
  return copy;
}
