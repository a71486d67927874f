import type { Optimizer, Step } from "../optimizer.ts";

/**
 * Gradient descent: w ← w − η·g, with λ > 0 as an L2 penalty: w ← w − η·(g + λ·w).
 * PyTorch's SGD without momentum.
 */
export function sgd({ weightDecay }: { readonly weightDecay: number }): Optimizer {
  return {
    name: "sgd",
    slots: 0,
    begin: beginPlainly,
    update: (kernels, { learningRate }, parameters, gradients, _, from, to) => {
      kernels.sgd(parameters, gradients, from, to, learningRate, weightDecay);
    },
  };
}

/** The next step of a rule without running products. */
export function beginPlainly(step: Step, learningRate: number): void {
  step.commit++;
  step.learningRate = learningRate;
}
