import { scalars as at } from "../kernels/scalars.ts";
import type { Optimizer, Step } from "../optimizer.ts";
import type { Numbers } from "../precision.ts";

/**
 * Gradient descent: w ← w − η·g, with λ > 0 as an L2 penalty: w ← w − η·(g + λ·w).
 * PyTorch's SGD without momentum.
 */
export function sgd({ weightDecay }: { readonly weightDecay: number }): Optimizer {
  return {
    name: "sgd",
    slots: 0,
    begin: (step, learningRate, scalars) => beginPlainly(step, learningRate, weightDecay, scalars),
    kernel: "sgd",
  };
}

/** The next step of a rule without running products. */
export function beginPlainly(step: Step, learningRate: number, weightDecay: number, scalars: Numbers): void {
  step.commit++;
  step.learningRate = learningRate;
  scalars[at.rate] = learningRate;
  scalars[at.decay] = weightDecay;
}
