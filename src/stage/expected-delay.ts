import type { Policy } from "../schedule/policy.ts";

/**
 * Commits that a stage's gradients cross on average, in the steady state of a pipeline with equal stages, after any warm-up; without a
 * policy, none.
 * (See ../schedule/policy-closed-forms.ts for where each comes from.)
 */
export function expectedDelay(policy: Policy | undefined, stage: number, stages: number): number {
  if (policy === undefined) return 0;
  const { admission, forwardVersion, gradientsPerCommit } = policy;
  if (typeof forwardVersion === "object") {
    return meanOf((forwardVersion.commits[stage] ?? []).slice(forwardVersion.warmUp ?? 0));
  }
  if (forwardVersion === "batch-before") return 1;
  if (admission.kind === "keys") return (admission.most - 1) / gradientsPerCommit;
  return (forwardVersion === "entry" ? stages - 1 : stages - 1 - stage) / gradientsPerCommit;
}

/** The most commits that the weights of a stage's forward passes are older than the newest; without a policy, none. */
export function furthestRead(policy: Policy | undefined, stage: number, stages: number): number {
  if (policy === undefined || policy.forwardVersion === "latest") return 0;
  const { admission, forwardVersion, gradientsPerCommit } = policy;
  if (typeof forwardVersion === "object") {
    return (forwardVersion.commits[stage] ?? []).reduce((most, each) => Math.max(most, each), 0);
  }
  if (forwardVersion === "batch-before") return 1;
  // Since a micro-batch has entered, no more than those in flight with it have been committed.
  const others = (admission.kind === "keys" ? admission.most : stages) - 1;
  return Math.ceil(others / gradientsPerCommit);
}

function meanOf(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
