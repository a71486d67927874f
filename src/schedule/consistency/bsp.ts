import type { ServerConsistency } from "./consistency.ts";

/**
 * Bulk-synchronous parallel (Valiant 1990): everyone waits until the gradients of all are in, and reads what they make of the weights. With
 * backup workers the slowest `backups` of each round are not waited for, and what they bring is dropped (Chen et al. 2016,
 * arXiv:1604.00981).
 */
export function bsp({
  workers,
  backups,
}: {
  readonly workers: number;
  readonly backups: number;
}): ServerConsistency {
  return {
    kind: "server",
    admission: { kind: "barrier" },
    fetch: { kind: "every", steps: 1 },
    push: { every: 1, what: "gradients" },
    commit: { pushes: workers - backups, late: "drop" },
  };
}
