import type { Optimizer, OptimizerName } from "../optimizer.ts";
import { beginPlainly } from "./sgd.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- state has `slots` blocks */

interface Moments {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Adam (Kingma and Ba 2014, algorithm 1) as in PyTorch, with λ as an L2 penalty: g ← g + λ·w, then
 *   m ← β₁·m + (1−β₁)·g        v ← β₂·v + (1−β₂)·g·g
 *   w ← w − (η / (1−β₁ᵗ))·m / (√v / √(1−β₂ᵗ) + ε)
 * The last line is PyTorch's order of operations for w − η·m̂ / (√v̂ + ε).
 */
export function adam(settings: Moments & { readonly weightDecay: number }): Optimizer {
  return withMoments("adam", settings, { penalty: settings.weightDecay, decoupled: 0 });
}

/**
 * AdamW (Loshchilov and Hutter 2017, algorithm 2) as in PyTorch: w ← w·(1 − η·λ), decoupled from the moments;
 * then Adam's step without a penalty.
 */
export function adamw(settings: Moments & { readonly weightDecay: number }): Optimizer {
  return withMoments("adamw", settings, { penalty: 0, decoupled: settings.weightDecay });
}

/** Where weight decay acts: `penalty` in the gradient, `decoupled` on the weight. 0 changes no bit. */
interface Decay {
  readonly penalty: number;
  readonly decoupled: number;
}

function withMoments(name: OptimizerName, { beta1, beta2, epsilon }: Moments, decay: Decay): Optimizer {
  return {
    name,
    slots: 2,
    begin(step, learningRate) {
      beginPlainly(step, learningRate);
      step.beta1 *= beta1;
      step.beta2 *= beta2;
    },
    update: (kernels, step, parameters, gradients, state, from, to) => {
      const rate = step.learningRate / (1 - step.beta1);
      const correction = Math.sqrt(1 - step.beta2);
      const shrink = 1 - step.learningRate * decay.decoupled;
      kernels.adam(
        parameters,
        gradients,
        state[0]!,
        state[1]!,
        from,
        to,
        rate,
        correction,
        shrink,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        epsilon,
        decay.penalty,
      );
    },
  };
}
