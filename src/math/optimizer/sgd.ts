import type { Optimizer, Step } from "../optimizer.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   from … to − 1 lies inside every array, and state has `slots` of them */

/**
 * Gradient descent: w ← w − η·g, with λ > 0 as an L2 penalty: w ← w − η·(g + λ·w).
 * PyTorch's SGD without momentum.
 */
export function sgd({ weightDecay }: { readonly weightDecay: number }): Optimizer {
  return {
    name: "sgd",
    slots: 0,
    begin: beginPlainly,
    update: ({ learningRate }, parameters, gradients, _, from, to) => {
      for (let i = from; i < to; i++) {
        parameters[i] = parameters[i]! - learningRate * decayed(gradients[i]!, parameters[i]!, weightDecay);
      }
    },
  };
}

/** The step of a rule without running products. */
export function beginPlainly(commit: number, learningRate: number): Step {
  return { commit, learningRate, beta1: 1, beta2: 1 };
}

/** The gradient with the L2 penalty's λ·w; untouched, to the bit, where λ is 0. */
export function decayed(gradient: number, parameter: number, weightDecay: number): number {
  return weightDecay === 0 ? gradient : gradient + weightDecay * parameter;
}
