import type { Backend } from "../math/kernels/backend.ts";
import { type Block, blockOf } from "../math/kernels/block.ts";

/** The samples of a batch that travel together, as columns of its frame. */
export interface MicroBatch {
  readonly index: number;
  readonly first: number;
  readonly samples: number;
}

/**
 * The memory of the batch in flight. Each block holds one vector a neuron (slot by slot), one number a sample:
 * neuron i's number for sample s stands at i·stride + s. A micro-batch is a range of columns, so however a batch is
 * cut, its numbers come to stand in the same places and are summed in the same order (Law 2).
 *
 *            sample 0   1   2 │ 3   4   5 │ 6          block a, micro-batches of 3
 *   slot 0      a₀₀ a₀₁ a₀₂   │           │
 *   slot 1      a₁₀ …         │           │
 */
export interface Frame {
  readonly stride: number;
  readonly z: Block;
  readonly a: Block;
  readonly gain: Block;
  readonly delta: Block;
  /** What the loss sends back: one vector an output, in the order of the outputs. */
  readonly error: Block;
  /** The batch that it holds now. */
  batch: number;
  samples: number;
  microBatches: readonly MicroBatch[];
  /** The samples of each. */
  sizes: readonly number[];
}

/** A frame for up to `stride` samples. Its pages cost no memory until they are written. */
export function createFrame(backend: Backend, neurons: number, outputs: number, stride: number): Frame {
  const block = (vectors: number): Block => backend.allocate(vectors * stride);
  return {
    stride,
    z: block(neurons),
    a: block(neurons),
    gain: block(neurons),
    delta: block(neurons),
    error: block(outputs),
    batch: -1,
    samples: 0,
    microBatches: [],
    sizes: [],
  };
}

/** The frame is not needed any more: its blocks may hold another one. */
export function releaseFrame(backend: Backend, { z, a, gain, delta, error }: Frame): void {
  for (const block of [z, a, gain, delta, error]) backend.release(block);
}

const nothing = blockOf(new Float64Array(0));

/** What stands in a frame's place while there is none. */
export const noFrame: Frame = {
  stride: 0,
  z: nothing,
  a: nothing,
  gain: nothing,
  delta: nothing,
  error: nothing,
  batch: -1,
  samples: 0,
  microBatches: [],
  sizes: [],
};

/** Cuts `samples` columns into micro-batches of `size`, the last one with what is left. */
export function cutMicroBatches(samples: number, size: number): MicroBatch[] {
  const parts: MicroBatch[] = [];
  for (let first = 0; first < samples; first += size) {
    parts.push({ index: parts.length, first, samples: Math.min(size, samples - first) });
  }
  return parts;
}
