import type { Assembly } from "./assemble.ts";

/**
 * Leaves only these micro-batches of the batch in flight, as if the others had never been fed: their columns move together in
 * every vector, so that gradients, losses and outputs are those of a batch of just these samples. Returns how many there are.
 */
export function keepComplete({ memory: { frame }, loss }: Assembly, kept: readonly number[]): number {
  const columns = kept.flatMap((index) => {
    const { first, samples } = frame.microBatches[index] ?? { first: 0, samples: 0 };
    return Array.from({ length: samples }, (_, s) => first + s);
  });
  const { stride } = frame;
  for (const { numbers } of [frame.z, frame.a, frame.gain, frame.delta, frame.error]) {
    for (let row = 0; row < numbers.length; row += stride) {
      columns.forEach((column, s) => (numbers[row + s] = numbers[row + column] ?? NaN));
    }
  }
  const width = loss.outputs.length / loss.losses.length;
  columns.forEach((column, s) => {
    loss.losses[s] = loss.losses[column] ?? NaN;
    for (const list of [loss.outputs, loss.targets]) {
      list.copyWithin(s * width, column * width, (column + 1) * width);
    }
  });
  frame.samples = columns.length;
  // The next batch is cut anew.
  frame.microBatches = [];
  return columns.length;
}
