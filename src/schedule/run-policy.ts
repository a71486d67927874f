import type { Action } from "./action.ts";
import { drain, type Effect, execute, type IsThere } from "./execute.ts";
import { needsOf } from "./phases.ts";
import { mayBegin, type Policy } from "./policy.ts";
import type { Timetable } from "./timetable.ts";
import type { Timing } from "./timing.ts";

/** What a run of a policy needs to know of its size. */
export interface PolicySize {
  readonly stages: number;
  /** Micro-batches of the whole run. */
  readonly microBatches: number;
}

/**
 * A policy in virtual time, a stage a rank: whoever is free does what it can do and may do.
 * @throws RangeError if a duration is missing
 */
export function runPolicy(policy: Policy, size: PolicySize, timing: Timing): Timetable {
  return drain(policySteps(policy, size, timing));
}

/**
 * The same step by step: yields each action as it takes effect, so that it can be carried out.
 * @throws RangeError if a duration is missing
 */
export function* policySteps(
  policy: Policy,
  size: PolicySize,
  timing: Timing,
): Generator<Effect, Timetable, undefined> {
  const { stages, microBatches } = size;
  const stageStates = Array.from({ length: stages }, () => ({ forward: 0, backward: 0 }));
  const ranks = yield* execute({
    stages,
    microBatches,
    ranks: stages,
    timing,
    rankOf: (stage) => stage,
    next(stage, isThere) {
      const state = stageStates[stage];
      if (state === undefined) return undefined;
      const action = choose(policy, { ...size, stage, ...state }, isThere);
      if (action?.kind === "F") state.forward++;
      else if (action !== undefined) state.backward++;
      return action;
    },
  });
  return { stages, microBatches, order: "policy", ranks };
}

/** Links keep the order of messages, so of each kind the next one in line is the first that can come. */
function choose(
  { admission, localOrder }: Policy,
  at: PolicySize & { readonly stage: number; readonly forward: number; readonly backward: number },
  isThere: IsThere,
): Action | undefined {
  const { stage, stages, microBatches, forward, backward } = at;
  const hasNext =
    forward < microBatches && mayBegin(admission, { stage, stages, inFlight: forward - backward });
  const ahead: readonly Action[] = hasNext ? [{ stage, kind: "F", microBatch: forward }] : [];
  const back: readonly Action[] = backward < forward ? [{ stage, kind: "B", microBatch: backward }] : [];
  const wanted = localOrder === "backward-first" ? [...back, ...ahead] : [...ahead, ...back];
  return wanted.find((action) => needsOf(action, stages).every((need) => isThere(need, stage)));
}
