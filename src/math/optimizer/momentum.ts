import { scalars as at } from "../kernels/scalars.ts";
import type { Optimizer } from "../optimizer.ts";
import { beginPlainly } from "./sgd.ts";

/** PyTorch's SGD with momentum: b ← μ·b + (1−τ)·g, at the first commit b ← g; then w ← w − η·b. */
export function momentum(settings: {
  readonly momentum: number;
  readonly dampening: number;
  readonly weightDecay: number;
}): Optimizer {
  return {
    name: "momentum",
    slots: 1,
    begin(step, learningRate, scalars) {
      beginPlainly(step, learningRate, settings.weightDecay, scalars);
      scalars[at.kept] = settings.momentum;
      // The first gradient enters whole: the buffer, 0 until then, becomes the gradient itself.
      scalars[at.entering] = step.commit === 1 ? 1 : 1 - settings.dampening;
    },
    kernel: "momentum",
  };
}

/** PyTorch's SGD with nesterov=True: b ← μ·b + g; then w ← w − η·(g + μ·b), looking one step of b ahead. */
export function nesterov(settings: { readonly momentum: number; readonly weightDecay: number }): Optimizer {
  return {
    name: "nesterov",
    slots: 1,
    begin(step, learningRate, scalars) {
      beginPlainly(step, learningRate, settings.weightDecay, scalars);
      scalars[at.kept] = settings.momentum;
    },
    kernel: "nesterov",
  };
}
