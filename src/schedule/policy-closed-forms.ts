import type { PolicyName, PolicyOptions } from "./policies.ts";
import type { Spread } from "./versions.ts";

/** What holds of a policy in the steady state, with stages of equal durations and no latency. */
export interface PolicyForm {
  /** Of each stage: commits between what a forward pass read and what its gradient is added to. */
  readonly staleness?: readonly Spread[];
  /** Of each stage, in a long run. */
  readonly liveVersions?: readonly number[];
  /** Whether the versions that it wants to read are there in time. */
  readonly isFeasible: boolean;
  readonly source: string;
}

/** The steady state of a policy on p stages: staleness of stage s in commits, with q = p − 1 − s. */
export function policyForm(name: PolicyName, stages: number, options: PolicyOptions = {}): PolicyForm {
  const { gradientsPerCommit: m = 1, maxActiveKeys = 1 } = options;
  const perStage = <T>(of: (q: number) => T): T[] =>
    Array.from({ length: stages }, (_, s) => of(stages - 1 - s));
  const always = (value: number): Spread => ({ min: value, mean: value, max: value });
  const ofPipeDream = "Narayanan et al. 2019, PipeDream (SOSP)";
  const gathered = {
    staleness: perStage((q) => ({ min: Math.floor(q / m), mean: q / m, max: Math.ceil(q / m) })),
    liveVersions: perStage(() => 1),
    isFeasible: true,
  };
  const forms: Readonly<Record<PolicyName, PolicyForm>> = {
    "pipedream-naive": {
      staleness: perStage(always),
      liveVersions: perStage(() => 1),
      isFeasible: true,
      source: `${ofPipeDream}: delayed by q`,
    },
    pipedream: {
      staleness: perStage(always),
      liveVersions: perStage((q) => q + 1),
      isFeasible: true,
      source: `${ofPipeDream}: delayed by q, q + 1 versions`,
    },
    "pipedream-vertical-sync": {
      staleness: perStage(() => always(stages - 1)),
      isFeasible: true,
      source: `${ofPipeDream}: all stages delayed by p − 1`,
    },
    "pipedream-2bw": {
      staleness: perStage(() => always(1)),
      liveVersions: perStage(() => 2),
      isFeasible: m >= stages - 1,
      source: "Narayanan et al. 2021, arXiv:2006.09503: two versions, delayed by 1, where m ≥ p − 1",
    },
    paci: { ...gathered, source: "arXiv:2606.07881: ⌊q ÷ m⌋ or ⌈q ÷ m⌉, q ÷ m on average" },
    pipemare: { ...gathered, source: "Yang et al. 2021, arXiv:1910.05124; as PACI, counted in commits" },
    ampnet: {
      ...(maxActiveKeys === 1 ? { staleness: perStage(() => always(0)) } : {}),
      liveVersions: perStage(() => 1),
      isFeasible: true,
      source: "Gaunt et al. 2017, arXiv:1705.09786: one active key is sequential training",
    },
  };
  return forms[name];
}

/**
 * Micro-batches a tick that a pipeline with `most` micro-batches in flight can do: the slowest stage limits it, or the
 * round trip RTT = Σ (f + b) + 2c · links (Little's law).
 */
export function throughputBound(
  tasks: readonly { readonly forward: number; readonly backward: number }[],
  { most, latency }: { readonly most: number; readonly latency: number },
): number {
  const each = tasks.map(({ forward, backward }) => forward + backward);
  const slowest = each.reduce((longest, ticks) => Math.max(longest, ticks), 0);
  const roundTrip = each.reduce((sum, ticks) => sum + ticks, 0) + 2 * latency * (tasks.length - 1);
  return Math.min(1 / slowest, most / roundTrip);
}
