import type { Model } from "../../model/model.ts";
import { createFrame, type Frame, type MicroBatch } from "../../neuron/frame.ts";
import type { Assembly } from "../assemble.ts";
import { loadBatch } from "../load-batch.ts";
import type { RunBatches } from "./run-batches.ts";

/**
 * A frame for each batch in flight. Messages number micro-batches through all frames, so that no two in flight are called the
 * same: those of frame f begin at f · m, m being the micro-batches of a whole batch.
 */
export class BatchFrames {
  readonly frames: readonly Frame[];
  /** Samples of each micro-batch in flight, by the number that messages call it. */
  #sizes: readonly number[];
  readonly #model: Model;
  readonly #parts: Assembly;
  readonly #batches: RunBatches;
  /** What the first batch of the run is called. */
  readonly #firstBatch: number;

  constructor(
    model: Model,
    parts: Assembly,
    batches: RunBatches,
    { count, firstBatch }: { readonly count: number; readonly firstBatch: number },
  ) {
    this.#firstBatch = firstBatch;
    this.#model = model;
    this.#parts = parts;
    this.#batches = batches;
    const { backend } = parts.memory;
    this.frames = Array.from({ length: count }, () =>
      createFrame(backend, model.neuronCount, model.outputs.length, batches.capacity),
    );
    this.#sizes = Array<number>(count * batches.microBatches).fill(0);
    for (const { gain, stride } of this.frames) {
      // The gain of an input is 1: what reaches it is ∂L/∂input itself.
      for (const slot of model.inputs) gain.numbers.fill(1, slot * stride, (slot + 1) * stride);
    }
  }

  get sizes(): readonly number[] {
    return this.#sizes;
  }

  /**
   * Puts a batch's inputs into the memory's frame, which is the batch's, and its targets to the loss. Returns the samples of each of
   * its micro-batches.
   */
  load(batch: number): readonly number[] {
    const { frame } = this.#parts.memory;
    const { microBatches } = this.#batches;
    const first = (batch % this.frames.length) * microBatches;
    // What it says of micro-batches counts from 0 when it is loaded.
    frame.microBatches = [];
    const sizes = loadBatch(
      this.#model,
      this.#parts,
      this.#firstBatch + batch,
      this.#batches.selection(batch),
      this.#batches.microBatch,
      "train",
    );
    const placed: MicroBatch[] = [];
    const all = [...this.#sizes];
    for (const { index, ...columns } of frame.microBatches) {
      placed[first + index] = { index: first + index, ...columns };
      all[first + index] = columns.samples;
    }
    frame.microBatches = placed;
    this.#sizes = all;
    this.#parts.transport.resize?.(all);
    return sizes;
  }
}
