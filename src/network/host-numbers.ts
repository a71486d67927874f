import type { Model } from "../model/model.ts";
import type { Block } from "../math/kernels/block.ts";
import type { Direction } from "../message/message.ts";
import type { Memory } from "../neuron/memory.ts";
import type { Numbers } from "../transport/simulated/post.ts";

/** What a world with faults reads and spoils of a network's numbers. */
export function hostNumbers(model: Model, memory: Memory, idOf: (slot: number) => string): Numbers {
  const sent = (direction: Direction): Block =>
    direction === "forward" ? memory.frame.a : memory.frame.delta;
  const range = (node: number, microBatch: number): [from: number, to: number] => {
    const { stride, microBatches } = memory.frame;
    const { first, samples } = microBatches[microBatch] ?? { first: 0, samples: 0 };
    return [node * stride + first, node * stride + first + samples];
  };
  return {
    read: (direction, node, microBatch) =>
      Array.from(sent(direction).numbers.subarray(...range(node, microBatch))),
    write: (direction, node, microBatch, values) => {
      const [from, to] = range(node, microBatch);
      if (values.length === to - from) sent(direction).numbers.set(values, from);
    },
    // What was computed in an earlier batch is not there to be read by mistake.
    renew: () => {
      const { frame } = memory;
      for (const block of [frame.z, frame.gain, frame.delta]) block.numbers.fill(NaN);
      for (const { activation, first, size } of model.populations) {
        if (activation !== "input")
          frame.a.numbers.fill(NaN, first * frame.stride, (first + size) * frame.stride);
        else frame.gain.numbers.fill(1, first * frame.stride, (first + size) * frame.stride);
      }
    },
    // What it has sent is under way and not its own any more: a or δ, and of an output z, which the loss hears too.
    forget: (node) => {
      const { stride, z, gain } = memory.frame;
      if (model.inputs.includes(node)) return;
      for (const block of model.outputs.includes(node) ? [gain] : [z, gain]) {
        block.numbers.fill(NaN, node * stride, (node + 1) * stride);
      }
    },
    nameOf: (node) => idOf(node),
  };
}
