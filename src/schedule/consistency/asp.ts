import type { ServerConsistency } from "./consistency.ts";

/**
 * Asynchronous parallel: nobody waits, and each push is a commit. Downpour SGD (Dean et al. 2012) pushes every `pushEvery` steps the sum of
 * their gradients, and fetches every `fetchEvery` steps; in between a worker takes steps of its own.
 */
export function asp({
  fetchEvery,
  pushEvery,
}: {
  readonly fetchEvery: number;
  readonly pushEvery: number;
}): ServerConsistency {
  return {
    kind: "server",
    admission: { kind: "free" },
    fetch: { kind: "every", steps: fetchEvery },
    push: { every: pushEvery, what: "gradients" },
    commit: { pushes: 1, late: "count" },
  };
}
