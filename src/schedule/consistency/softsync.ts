import type { ServerConsistency } from "./consistency.ts";

/**
 * n-softsync (Zhang et al. 2016, arXiv:1511.05950): nobody waits, and the server commits the mean of each ⌊M / n⌋ pushes, whoever they
 * are from. With n = M it is ASP.
 */
export function softsync({
  workers,
  splits,
}: {
  readonly workers: number;
  readonly splits: number;
}): ServerConsistency {
  return {
    kind: "server",
    admission: { kind: "free" },
    fetch: { kind: "every", steps: 1 },
    push: { every: 1, what: "gradients" },
    commit: { pushes: Math.max(1, Math.floor(workers / splits)), late: "count" },
  };
}
