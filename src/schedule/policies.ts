import type { Policy } from "./policy.ts";

/** What policies leave open. */
export interface PolicyOptions {
  /**
   * Of 2BW, PACI and PipeMare, the micro-batches of a batch; of AMPNet, the gradients that a stage gathers before it
   * commits their mean (min_update_frequency). 1 if it is not given.
   */
  readonly gradientsPerCommit?: number;
  /** Of AMPNet: how many micro-batches may be in the pipeline (max_active_keys). 1 if it is not given. */
  readonly maxActiveKeys?: number;
}

export const policyNames = [
  "pipedream-naive",
  "pipedream",
  "pipedream-vertical-sync",
  "pipedream-2bw",
  "paci",
  "pipemare",
  "ampnet",
] as const;
export type PolicyName = (typeof policyNames)[number];

const windowed = { admission: { kind: "window" }, localOrder: "backward-first" } as const;

/**
 * All policies. PipeDream (Narayanan et al. 2019, SOSP) commits after every micro-batch, and differs in what it keeps: nothing,
 * the weights that each forward pass has read (weight stashing), or those of one version on all stages (vertical sync).
 * PipeDream-2BW (arXiv:2006.09503) keeps two versions. PACI (arXiv:2606.07881) gathers a batch and keeps none. PipeMare
 * (arXiv:1910.05124) extrapolates. AMPNet (arXiv:1705.09786) bounds what is in flight as a whole.
 */
export const policies: ReadonlyMap<PolicyName, (options: PolicyOptions) => Policy> = new Map<
  PolicyName,
  (options: PolicyOptions) => Policy
>([
  [
    "pipedream-naive",
    () => ({ ...windowed, forwardVersion: "latest", transportVersion: "latest", gradientsPerCommit: 1 }),
  ],
  [
    "pipedream",
    () => ({ ...windowed, forwardVersion: "latest", transportVersion: "forward", gradientsPerCommit: 1 }),
  ],
  [
    "pipedream-vertical-sync",
    () => ({ ...windowed, forwardVersion: "entry", transportVersion: "forward", gradientsPerCommit: 1 }),
  ],
  [
    "pipedream-2bw",
    ({ gradientsPerCommit = 1 }) => ({
      ...windowed,
      forwardVersion: "batch-before",
      transportVersion: "forward",
      gradientsPerCommit,
    }),
  ],
  [
    "paci",
    ({ gradientsPerCommit = 1 }) => ({
      ...windowed,
      forwardVersion: "latest",
      transportVersion: "latest",
      gradientsPerCommit,
    }),
  ],
  [
    "pipemare",
    ({ gradientsPerCommit = 1 }) => ({
      ...windowed,
      forwardVersion: "latest",
      transportVersion: "extrapolated",
      gradientsPerCommit,
    }),
  ],
  [
    "ampnet",
    ({ maxActiveKeys = 1, gradientsPerCommit = 1 }) => ({
      admission: { kind: "keys", most: maxActiveKeys },
      localOrder: "backward-first",
      forwardVersion: "latest",
      transportVersion: "latest",
      gradientsPerCommit,
    }),
  ],
]);
