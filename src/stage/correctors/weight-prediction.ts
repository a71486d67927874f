import type { CorrectedStage, Corrector } from "../corrector.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- all lists are as long as the stage's rows */

/**
 * Forward passes read ŵ = w + s·v, where the weights will be when the gradient is applied, s commits from now, v being a running mean
 * of what commits change: v ← γ·v + (1 − γ)·(w⁺ − w). With plain gradient descent v is −η times the smoothed gradient
 * of SpecTrain (Chen et al. 2018, arXiv:1809.02839: ŵ = w − s·η·v).
 */
export function weightPrediction(
  { count, delay }: CorrectedStage,
  { smoothing }: { readonly smoothing: number },
): Corrector {
  const velocity = new Float64Array(count);
  return {
    predict(weights) {
      for (let i = 0; i < count; i++) weights[i]! += delay * velocity[i]!;
    },
    learn(before, after) {
      for (let i = 0; i < count; i++) {
        velocity[i] = smoothing * velocity[i]! + (1 - smoothing) * (after[i]! - before[i]!);
      }
    },
  };
}
