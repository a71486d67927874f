import type { CorrectedStage, Corrector } from "../corrector.ts";

/**
 * PipeMare's T1 (Yang et al. 2021, arXiv:1910.05124): a learning rate of α / τ^(1 − min(k / K, 1)) at commit k, so that a stage
 * delayed by τ begins slowly, and after K commits learns as fast as all others. A delay below 1 counts as 1.
 */
export function pipemareRate(
  { delay }: CorrectedStage,
  { commits }: { readonly commits: number },
): Corrector {
  const log = Math.log(Math.max(1, delay));
  return { rateFactor: (commit) => Math.exp(-log * (1 - Math.min(commit / commits, 1))) };
}
