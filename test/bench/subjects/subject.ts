import type { Precision } from "../../../src/math/precision.ts";
import type { Workload } from "../workloads.ts";

/** Something that trains the network of a workload. */
export interface Subject {
  /** Samples that one call of `train` learns from, in batches of the workload's size. */
  readonly samples: number;
  readonly train: () => void;
  /** Mean half squared error of the first samples, at the weights as they are. */
  readonly loss: () => number;
}

export type Prepare = (workload: Workload, precision: Precision) => Subject | Promise<Subject>;

/** How many samples a subject's loss is of: a batch at most, as the smallest batch is what some have room for. */
export function lossSamples({ batch, count }: Workload): number {
  return Math.min(batch, count);
}

/** Mean over samples of ½ Σ (a − y)², both sample-major. */
export function halfSquaredError(
  outputs: ArrayLike<number>,
  targets: ArrayLike<number>,
  samples: number,
): number {
  let sum = 0;
  for (let i = 0; i < outputs.length; i++) {
    const difference = (outputs[i] ?? NaN) - (targets[i] ?? NaN);
    sum += (difference * difference) / 2;
  }
  return sum / samples;
}

/** The loss of what answers a sample at a time. */
export function lossOf(
  workload: Workload,
  samples: readonly { readonly input: number[]; readonly output: number[] }[],
  answer: (input: number[]) => ArrayLike<number>,
): number {
  const first = samples.slice(0, lossSamples(workload));
  const outputs = first.flatMap(({ input }) => Array.from(answer(input)));
  return halfSquaredError(outputs, first.flatMap(({ output }) => output), first.length); // prettier-ignore
}
