import { type Observable, Subject } from "rxjs";
import type { Loss, OutputBlock } from "../math/loss.ts";
import type { Outlet, Receiver, Task } from "../message/actor.ts";
import { RunError } from "../message/run-error.ts";
import { type Frame, type MicroBatch, noFrame } from "./frame.ts";
import type { Memory } from "./memory.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- blocks have a place for every output and sample */

/** What the loss tells whoever watches: one entry a sample of the micro-batch. */
export interface LossMessage {
  readonly kind: "loss";
  readonly batch: number;
  readonly microBatch: number;
  readonly firstSample: number;
  /** Whether the errors are ∂L/∂a or ∂L/∂z. */
  readonly enters: Loss["enters"];
  readonly losses: readonly number[];
  /** One list an output, one entry a sample. */
  readonly errors: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
}

/**
 * The last actor downstream and the first one upstream: it hears all outputs, and sends each of them the derivative of
 * the loss. Here the stream turns round ("case 1" of the article: ∂L/∂y is known from the output and the loss).
 */
export class LossActor implements Receiver {
  /** One number a sample of the batch. */
  losses = new Float64Array(0);
  /** The batch's targets and outputs, sample by sample. */
  targets = new Float64Array(0);
  outputs = new Float64Array(0);
  /** "back": the errors go upstream. "stop": only the losses are wanted, and `whenStopped` hears of each micro-batch. */
  next: "back" | "stop" = "back";
  readonly #loss: Loss;
  readonly #memory: Memory;
  readonly #slots: Int32Array;
  readonly #node: number;
  readonly #upstream: Outlet;
  readonly #whenStopped: Receiver;
  /** The outputs' numbers in the frame, which stand there for as long as the frame is the same. */
  #frame: Frame = noFrame;
  #block: OutputBlock;
  #loss$: Subject<LossMessage> | undefined;

  constructor(options: {
    readonly loss: Loss;
    readonly memory: Memory;
    /** The outputs' slots, in order. */
    readonly slots: Int32Array;
    readonly node: number;
    readonly upstream: Outlet;
    readonly whenStopped: Receiver;
  }) {
    this.#loss = options.loss;
    this.#memory = options.memory;
    this.#slots = options.slots;
    this.#node = options.node;
    this.#upstream = options.upstream;
    this.#whenStopped = options.whenStopped;
    this.#block = this.#blockIn(noFrame);
  }

  get enters(): Loss["enters"] {
    return this.#loss.enters;
  }

  get loss$(): Observable<LossMessage> {
    return (this.#loss$ ??= new Subject());
  }

  /** Room for a batch of up to `samples`. */
  reserve(samples: number): void {
    const width = this.#slots.length;
    this.losses = new Float64Array(samples);
    this.targets = new Float64Array(samples * width);
    this.outputs = new Float64Array(samples * width);
    this.#frame = noFrame;
  }

  receive(_: Task, microBatch: number): void {
    const part = this.#memory.frame.microBatches[microBatch]!;
    this.#evaluate(part);
    if (this.next === "stop") {
      // The micro-batch has come to its end, as if it had been all the way back.
      this.#whenStopped.receive("backward", microBatch);
      return;
    }
    if (this.#loss$?.observed === true) this.#loss$.next(this.#message(part));
    this.#upstream.send(this.#node, microBatch);
  }

  #evaluate({ first, samples }: MicroBatch): void {
    const { frame } = this.#memory;
    if (frame !== this.#frame) this.#follow(frame);
    const sum = this.#loss.evaluate(this.#block, first, samples);
    this.#copyOutputs(first, samples);
    if (!Number.isFinite(sum)) this.#expectFinite(first, samples);
  }

  /** @throws RunError that names the first sample whose loss is not finite, if there is one */
  #expectFinite(first: number, samples: number): void {
    const found = this.losses.subarray(first, first + samples).findIndex((loss) => !Number.isFinite(loss));
    if (found >= 0) throw this.#nonFinite(first + found);
  }

  #copyOutputs(first: number, samples: number): void {
    const { a, at } = this.#block;
    const width = at.length;
    const { outputs } = this;
    const end = first + samples;
    for (let k = 0; k < width; k++) {
      const outputAt = at[k]!;
      for (let s = first; s < end; s++) outputs[s * width + k] = a[outputAt + s]!;
    }
  }

  #follow(frame: Frame): void {
    this.#frame = frame;
    this.#block = this.#blockIn(frame);
  }

  #blockIn({ z, a, error, stride }: Frame): OutputBlock {
    const { targets, losses } = this;
    const at = this.#slots.map((slot) => slot * stride);
    const scratch = new Float64Array(at.length);
    return { z: z.numbers, a: a.numbers, at, targets, error: error.numbers, stride, losses, scratch };
  }

  #nonFinite(sample: number): RunError {
    const where = `batch ${String(this.#frame.batch)}, sample ${String(sample)} of the batch`;
    return new RunError(`loss: expected a finite loss; got ${String(this.losses[sample])} (${where})`);
  }

  #message({ index, first, samples }: MicroBatch): LossMessage {
    const { frame } = this.#memory;
    const width = this.#slots.length;
    const columns = (read: (output: number, sample: number) => number): number[][] =>
      Array.from({ length: width }, (_, k) => Array.from({ length: samples }, (_, s) => read(k, first + s)));
    return {
      kind: "loss",
      batch: frame.batch,
      microBatch: index,
      firstSample: first,
      enters: this.enters,
      losses: Array.from(this.losses.subarray(first, first + samples)),
      errors: columns((k, s) => frame.error.numbers[k * frame.stride + s]!),
      targets: columns((k, s) => this.targets[s * width + k]!),
    };
  }
}
