import type { ServerConsistency } from "./consistency.ts";

/**
 * Local SGD (Stich 2019, arXiv:1805.09767): everyone takes `steps` steps by itself, then all differences are averaged, and the server takes
 * that for a gradient. With a rate of 1 there, all go on from the mean of their weights; with Nesterov momentum it is DiLoCo
 * (Douillard et al. 2023, arXiv:2311.08105).
 */
export function localSgd({
  workers,
  steps,
}: {
  readonly workers: number;
  readonly steps: number;
}): ServerConsistency {
  return {
    kind: "server",
    admission: { kind: "barrier" },
    fetch: { kind: "every", steps },
    push: { every: steps, what: "difference" },
    commit: { pushes: workers, late: "count" },
  };
}
