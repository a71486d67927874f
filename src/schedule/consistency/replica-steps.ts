import type { Consistency } from "./consistency.ts";
import { neighbourSteps } from "./neighbour-steps.ts";
import { pairSteps } from "./pair-steps.ts";
import type { ReplicaSize, ReplicaStep, ReplicaTiming } from "./replica-step.ts";
import { serverSteps } from "./server-steps.ts";
import { sharedMemorySteps } from "./shared-memory-steps.ts";

/**
 * A run of replicas in virtual time: yields all that takes effect, in the order in which it does, so that it can be carried out. What happens
 * when depends on the rule and on what things take, never on numbers.
 * @throws RunError if a gradient crosses more commits than the size allows
 */
export function replicaSteps(
  consistency: Consistency,
  size: ReplicaSize,
  timing: ReplicaTiming,
): Generator<ReplicaStep, void, undefined> {
  switch (consistency.kind) {
    case "server":
      return serverSteps(consistency, size, timing);
    case "shared-memory":
      return sharedMemorySteps(consistency, size, timing);
    case "neighbours":
      return neighbourSteps(consistency, size, timing);
    case "pairs":
      return pairSteps(consistency, size, timing);
  }
}
