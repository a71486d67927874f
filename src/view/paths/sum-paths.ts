import type { PathGraph } from "./path-graph.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every node or edge */

/** The factors that paths are made of, for one sample, by node and by edge of a path graph. */
export interface Factors {
  /** σ'(z) */
  readonly gain: Float64Array;
  /** What the loss tells an output; 0 elsewhere. */
  readonly error: Float64Array;
  /** Whether it is told before the gain, and multiplied by it. */
  readonly enters: "activation" | "pre-activation";
  /** The weight that error signals meet on an edge. */
  readonly weight: Float64Array;
}

export interface PathSum {
  /** Σ over all paths from the last node of Π (gain · weight) · error. */
  readonly sum: number;
  /** The same of the absolute values: what rounding errors are measured by. */
  readonly magnitude: number;
}

/**
 * Adds up all paths without walking one: from the loss on, each node adds up what its edges lead to, times their weights,
 * and amplifies it once. That is backpropagation, and the sum is its δ.
 */
export function sumPaths({ slots, isOutput, start, next }: PathGraph, factors: Factors): PathSum {
  const { gain, error, enters, weight } = factors;
  const sums = new Float64Array(slots.length);
  const magnitudes = new Float64Array(slots.length);
  for (let node = 0; node < slots.length; node++) {
    let [sum, magnitude] = [0, 0];
    for (let e = start[node]!; e < start[node + 1]!; e++) {
      sum += weight[e]! * sums[next[e]!]!;
      magnitude += Math.abs(weight[e]!) * magnitudes[next[e]!]!;
    }
    const told = isOutput[node] === 1 ? error[node]! : 0;
    const before = enters === "activation" ? told : 0;
    const after = enters === "activation" ? 0 : told;
    sums[node] = gain[node]! * (sum + before) + after;
    magnitudes[node] = Math.abs(gain[node]!) * (magnitude + Math.abs(before)) + Math.abs(after);
  }
  return { sum: sums.at(-1) ?? 0, magnitude: magnitudes.at(-1) ?? 0 };
}
