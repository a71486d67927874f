import type { Optimizer } from "../optimizer.ts";
import { beginPlainly } from "./sgd.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- state has `slots` blocks */

/**
 * RMSprop (Hinton 2012, lecture 6e) as in PyTorch, neither centered nor with momentum:
 * v ← α·v + (1−α)·g·g, w ← w − η·g / (√v + ε), products and quotients from the left.
 */
export function rmsprop(settings: {
  readonly alpha: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}): Optimizer {
  const { alpha, epsilon, weightDecay } = settings;
  return {
    name: "rmsprop",
    slots: 1,
    begin: beginPlainly,
    update: (kernels, { learningRate }, parameters, gradients, state, from, to) => {
      const squares = state[0]!;
      const entering = 1 - alpha;
      kernels.rmsprop(
        parameters,
        gradients,
        squares,
        from,
        to,
        learningRate,
        alpha,
        entering,
        epsilon,
        weightDecay,
      );
    },
  };
}
