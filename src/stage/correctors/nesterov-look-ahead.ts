import type { CorrectedStage, Corrector } from "../corrector.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- all lists are as long as the stage's rows */

/**
 * Nesterov's method for stale gradients (Ajanthan et al. 2025, arXiv:2505.01099). With d = γ·(w − w⁻), w⁻ being the weights one
 * commit before, w⁺ = w + d − η·(1 − γ)·∇f(w + d), where ∇f is from τ commits ago: with γ near 1 the long look ahead stands for the
 * steps that the gradient has missed, and 1 − γ keeps it small.
 *
 * What is read is the point looked ahead to, so a stage's weights are the points y = w + d. Then, with gradient descent at a constant
 * rate, y⁺ = y − η·(γ·m + (1 − γ)·g), where m ← γ·m + (1 − γ)·g.
 */
export function nesterovLookAhead(
  { count }: CorrectedStage,
  { momentum }: { readonly momentum: number },
): Corrector {
  const mean = new Float64Array(count);
  return {
    take(gradient) {
      for (let i = 0; i < count; i++) {
        const entering = (1 - momentum) * gradient[i]!;
        mean[i] = momentum * mean[i]! + entering;
        gradient[i] = momentum * mean[i]! + entering;
      }
    },
  };
}
