import type { Optimizer, Step } from "../optimizer.ts";
import { beginPlainly, decayed } from "./sgd.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   from … to − 1 lies inside every array, and state has `slots` of them */

/** PyTorch's SGD with momentum: b ← μ·b + (1−τ)·g, at the first commit b ← g; then w ← w − η·b. */
export function momentum(settings: {
  readonly momentum: number;
  readonly dampening: number;
  readonly weightDecay: number;
}): Optimizer {
  const { momentum: kept, dampening, weightDecay } = settings;
  return {
    name: "momentum",
    slots: 1,
    begin: beginPlainly,
    update: (step, parameters, gradients, state, from, to) => {
      const buffer = state[0]!;
      const entering = enteringShare(step, dampening);
      for (let i = from; i < to; i++) {
        const gradient = decayed(gradients[i]!, parameters[i]!, weightDecay);
        buffer[i] = kept * buffer[i]! + entering * gradient;
        parameters[i] = parameters[i]! - step.learningRate * buffer[i]!;
      }
    },
  };
}

/** PyTorch's SGD with nesterov=True: b ← μ·b + g; then w ← w − η·(g + μ·b), looking one step of b ahead. */
export function nesterov(settings: { readonly momentum: number; readonly weightDecay: number }): Optimizer {
  const { momentum: kept, weightDecay } = settings;
  return {
    name: "nesterov",
    slots: 1,
    begin: beginPlainly,
    update: ({ learningRate }, parameters, gradients, state, from, to) => {
      const buffer = state[0]!;
      for (let i = from; i < to; i++) {
        const gradient = decayed(gradients[i]!, parameters[i]!, weightDecay);
        buffer[i] = kept * buffer[i]! + gradient;
        parameters[i] = parameters[i]! - learningRate * (gradient + kept * buffer[i]!);
      }
    },
  };
}

/** The first gradient enters whole: the buffer, 0 until then, becomes the gradient itself. */
function enteringShare({ commit }: Step, dampening: number): number {
  return commit === 1 ? 1 : 1 - dampening;
}
