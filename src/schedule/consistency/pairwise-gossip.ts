import type { Pairs } from "./consistency.ts";

/**
 * AD-PSGD (Lian et al. 2018, arXiv:1710.06952): nobody waits for a round; who has computed a gradient averages its weights with those of
 * one other, then takes its step. That averaging alone is randomized gossip (Boyd et al. 2006).
 */
export function pairwiseGossip({ among }: Pick<Pairs, "among">): Pairs {
  return { kind: "pairs", among };
}
