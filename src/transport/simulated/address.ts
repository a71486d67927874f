import type { Edges } from "./edges.ts";
import type { Letter } from "./letter.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every node has its place */

/**
 * Whether a message is for the one that it has reached: its edge is there, and leads from its sender to its receiver, in a batch of
 * so many micro-batches. No effect without authority: what names another run's edge, the wrong stream or the wrong end is a dead letter.
 */
export function isAddressed(letter: Letter, edges: Edges, microBatches: number): boolean {
  const { direction, edge, from, to, microBatch } = letter;
  const { neurons, start, to: targets } = edges;
  const target = targets[edge];
  if (target === undefined || Math.min(target, neurons) !== to || from > neurons) return false;
  const sender = from < neurons ? from : direction === "forward" ? neurons : neurons + 1;
  return start[sender]! <= edge && edge < start[sender + 1]! && microBatch < microBatches;
}

/** Whether the way of a message is a synapse: what leads to an end of the streams, or comes from one, is none. */
export function isOnSynapse({ edge, to }: Letter, { start, neurons }: Edges): boolean {
  return edge < start[neurons]! && to < neurons;
}
