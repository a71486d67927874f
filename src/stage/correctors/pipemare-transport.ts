import type { CorrectedStage, Corrector } from "../corrector.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- all lists are as long as the stage's rows */

/**
 * PipeMare's T2 (arXiv:1910.05124): error signals meet u = w − τ·d, an estimate of the weights τ commits ago, without keeping them. d
 * is a running mean of what commits change, d ← γ·d + (1 − γ)·(w⁺ − w), with γ = 1 − 2 / (τ + 1), so that its changes are on
 * average as old as half the delay; at τ = 1, γ = 0, and u is the very version before. `decay` D sets γ = D^(1/τ) instead.
 */
export function pipemareTransport(
  { count, delay }: CorrectedStage,
  { decay }: { readonly decay?: number | undefined } = {},
): Corrector {
  const kept =
    decay === undefined
      ? Math.max(0, 1 - 2 / (delay + 1))
      : delay > 0
        ? Math.exp(Math.log(decay) / delay)
        : 0;
  const drift = new Float64Array(count);
  return {
    moveBack(weights, crossed) {
      for (let i = 0; i < count; i++) weights[i]! -= crossed * drift[i]!;
    },
    learn(before, after) {
      for (let i = 0; i < count; i++) {
        drift[i] = kept * drift[i]! + (1 - kept) * (after[i]! - before[i]!);
      }
    },
  };
}
