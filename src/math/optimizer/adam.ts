import { scalars as at } from "../kernels/scalars.ts";
import type { Optimizer, OptimizerName } from "../optimizer.ts";
import { beginPlainly } from "./sgd.ts";

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
    begin(step, learningRate, scalars) {
      beginPlainly(step, learningRate, decay.penalty, scalars);
      step.beta1 *= beta1;
      step.beta2 *= beta2;
      scalars[at.rate] = learningRate / (1 - step.beta1);
      scalars[at.kept] = beta1;
      scalars[at.entering] = 1 - beta1;
      scalars[at.keptOfSquares] = beta2;
      scalars[at.enteringOfSquares] = 1 - beta2;
      scalars[at.epsilon] = epsilon;
      scalars[at.correction] = Math.sqrt(1 - step.beta2);
      scalars[at.shrink] = 1 - learningRate * decay.decoupled;
    },
    kernel: "adam",
  };
}
