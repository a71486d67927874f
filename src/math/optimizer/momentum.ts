import type { Optimizer, Step } from "../optimizer.ts";
import { beginPlainly } from "./sgd.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- state has `slots` blocks */

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
    update: (kernels, step, parameters, gradients, state, from, to) => {
      const rate = step.learningRate;
      const entering = enteringShare(step, dampening);
      kernels.momentum(parameters, gradients, state[0]!, from, to, rate, kept, entering, weightDecay);
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
    update: (kernels, { learningRate }, parameters, gradients, state, from, to) => {
      kernels.nesterov(parameters, gradients, state[0]!, from, to, learningRate, kept, weightDecay);
    },
  };
}

/** The first gradient enters whole: the buffer, 0 until then, becomes the gradient itself. */
function enteringShare({ commit }: Step, dampening: number): number {
  return commit === 1 ? 1 : 1 - dampening;
}
