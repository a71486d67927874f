import type { Corrector } from "../corrector.ts";

/** The learning rate divided by the staleness of its gradient (Zhang et al. 2016, arXiv:1511.05950); up to 1, it stays. */
export function rateByStaleness(): Corrector {
  return { rateFactor: (_, staleness) => 1 / Math.max(1, staleness) };
}
