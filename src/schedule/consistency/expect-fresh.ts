import { RunError } from "../../message/run-error.ts";
import type { Contribution } from "./replica-step.ts";

/**
 * Sees to it that no gradient crosses more commits than a run declares.
 * @param version the newest one, to which the gradients are about to be applied
 * @throws RunError for the first that does
 */
export function expectFresh(contributions: readonly Contribution[], version: number, most = Infinity): void {
  for (const { microBatch, version: read } of contributions) {
    const crossed = version - read;
    if (crossed <= most) continue;
    throw new RunError(
      `micro-batch ${microBatch}: expected a gradient that crosses at most ${most} commits; got ${crossed}`,
    );
  }
}
