import { blockOf } from "../../../src/math/kernels/block.ts";
import { jsKernels } from "../../../src/math/kernels/js-kernels.ts";
import { scalarCount } from "../../../src/math/kernels/scalars.ts";
import { newStep } from "../../../src/math/optimizer.ts";
import { optimizer, type OptimizerOptions } from "../../../src/math/optimizers.ts";

/** The parameters after each commit, from `parameters` on, with one row of gradients a commit. */
export function commitAll(
  options: OptimizerOptions,
  learningRate: number,
  parameters: readonly number[],
  gradients: readonly (readonly number[])[],
): number[][] {
  const { slots, begin, kernel } = optimizer(options);
  const current = blockOf(Float64Array.from(parameters));
  const state = Array.from({ length: slots }, () => blockOf(new Float64Array(parameters.length)));
  const step = newStep();
  const scalars = blockOf(new Float64Array(scalarCount));
  const kernels = jsKernels("f64");
  return gradients.map((row) => {
    begin(step, learningRate, scalars.numbers);
    kernels[kernel](current, blockOf(Float64Array.from(row)), state, scalars, 0, row.length);
    return [...current.numbers];
  });
}
