import type { Optimizer } from "../optimizer.ts";
import { beginPlainly, decayed } from "./sgd.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   from … to − 1 lies inside every array, and state has `slots` of them */

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
    update: ({ learningRate }, parameters, gradients, state, from, to) => {
      const squares = state[0]!;
      for (let i = from; i < to; i++) {
        const gradient = decayed(gradients[i]!, parameters[i]!, weightDecay);
        squares[i] = alpha * squares[i]! + (1 - alpha) * gradient * gradient;
        parameters[i] = parameters[i]! - (learningRate * gradient) / (Math.sqrt(squares[i]!) + epsilon);
      }
    },
  };
}
