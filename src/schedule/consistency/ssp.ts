import type { ServerConsistency } from "./consistency.ts";

/**
 * Stale synchronous parallel (Ho et al. 2013): a worker that has done c steps goes on while the slowest has done c − s at least, so that
 * what it reads includes all updates of the steps before c − s. It reads the newest weights each time ("newest"), or keeps its
 * copy for as long as that holds of it ("cached").
 */
export function ssp({
  slack,
  reads,
}: {
  readonly slack: number;
  readonly reads: "newest" | "cached";
}): ServerConsistency {
  return {
    kind: "server",
    admission: { kind: "slack", most: slack },
    fetch: reads === "newest" ? { kind: "every", steps: 1 } : { kind: "when-due" },
    push: { every: 1, what: "gradients" },
    commit: { pushes: 1, late: "count" },
  };
}
