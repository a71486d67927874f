import { scalars as at } from "../kernels/scalars.ts";
import type { Optimizer } from "../optimizer.ts";
import { beginPlainly } from "./sgd.ts";

/**
 * RMSprop (Hinton 2012, lecture 6e) as in PyTorch, neither centered nor with momentum:
 * v ← α·v + (1−α)·g·g, w ← w − η·g / (√v + ε), products and quotients from the left.
 */
export function rmsprop(settings: {
  readonly alpha: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}): Optimizer {
  return {
    name: "rmsprop",
    slots: 1,
    begin(step, learningRate, scalars) {
      beginPlainly(step, learningRate, settings.weightDecay, scalars);
      scalars[at.keptOfSquares] = settings.alpha;
      scalars[at.enteringOfSquares] = 1 - settings.alpha;
      scalars[at.epsilon] = settings.epsilon;
    },
    kernel: "rmsprop",
  };
}
