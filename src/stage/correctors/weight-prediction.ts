import type { CorrectedStage, Corrector } from "../corrector.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- all lists are as long as the stage's rows */

/**
 * Forward passes read ŵ = w + s·v, where the weights will be when the gradient is applied, s commits from now, v being a running mean
 * of what commits change: v ← γ·v + (1 − γ)·(w⁺ − w). With plain gradient descent v is −η times the smoothed gradient
 * of SpecTrain (Chen et al. 2018, arXiv:1809.02839: ŵ = w − s·η·v). With γ = 0, v is the last step of whatever optimizer, which is
 * PipeOptim (Guan et al. 2023, arXiv:2312.00839: ŵ = w − η·s·Δw); there error signals meet the newest weights.
 */
export function weightPrediction(
  { count, delay, furthest }: CorrectedStage,
  { smoothing }: { readonly smoothing: number },
): Corrector {
  // The velocity after c commits is in place c mod the number of places: as many as a forward pass may read back.
  const velocities = Array.from({ length: furthest + 1 }, () => new Float64Array(count));
  let commits = 0;
  const velocityAfter = (number: number): Float64Array => velocities[number % velocities.length]!;
  return {
    predict(weights, behind) {
      const velocity = velocityAfter(commits - behind);
      for (let i = 0; i < count; i++) weights[i]! += delay * velocity[i]!;
    },
    learn(before, after) {
      const last = velocityAfter(commits++);
      const next = velocityAfter(commits);
      for (let i = 0; i < count; i++) {
        next[i] = smoothing * last[i]! + (1 - smoothing) * (after[i]! - before[i]!);
      }
    },
  };
}
