import type { CorrectedStage, Corrector } from "../corrector.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- all lists are as long as the stage's rows */

/**
 * Delay compensation (arXiv:1609.08326) with a λ of its own for each parameter, λ = λ₀ / √(s + 10⁻⁷), where s ← m·s + (1 − m)·g⊙g
 * is the running mean of the squares of its gradients: g + λ·g⊙g⊙(now − read) then grows with g, not with its square.
 */
export function adaptiveDelayCompensation(
  { count }: CorrectedStage,
  { lambda, smoothing }: { readonly lambda: number; readonly smoothing: number },
): Corrector {
  const squares = new Float64Array(count);
  return {
    take(gradient) {
      for (let i = 0; i < count; i++) {
        const g = gradient[i]!;
        squares[i] = smoothing * squares[i]! + (1 - smoothing) * g * g;
      }
    },
    correct(gradient, now, read) {
      for (let i = 0; i < count; i++) {
        const g = gradient[i]!;
        gradient[i] = g + (lambda / Math.sqrt(squares[i]! + 1e-7)) * g * g * (now[i]! - read[i]!);
      }
    },
  };
}
