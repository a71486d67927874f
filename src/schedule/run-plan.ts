import { checkPlan } from "./check-plan.ts";
import { drain, type Effect, execute } from "./execute.ts";
import { needsOf } from "./phases.ts";
import type { Plan } from "./plan.ts";
import type { Timetable } from "./timetable.ts";
import type { Timing } from "./timing.ts";

/**
 * A plan in virtual time: each rank does its actions in order, each as soon as what it needs is there.
 * @throws InputError if the plan cannot be run; RangeError if a duration is missing
 */
export function runPlan(plan: Plan, timing: Timing): Timetable {
  return drain(planSteps(plan, timing));
}

/**
 * The same step by step: yields each action as it takes effect, so that it can be carried out.
 * @throws InputError if the plan cannot be run; RangeError if a duration is missing
 */
export function* planSteps(plan: Plan, timing: Timing): Generator<Effect, Timetable, undefined> {
  checkPlan(plan);
  const rankOf = new Int32Array(plan.stages * plan.microBatches);
  const key = (stage: number, microBatch: number): number => stage * plan.microBatches + microBatch;
  plan.ranks.forEach((actions, rank) =>
    actions.forEach(({ stage, microBatch }) => (rankOf[key(stage, microBatch)] = rank)),
  );
  const heads = plan.ranks.map(() => 0);
  const ranks = yield* execute({
    stages: plan.stages,
    microBatches: plan.microBatches,
    ranks: plan.ranks.length,
    timing,
    rankOf: (stage, microBatch) => rankOf[key(stage, microBatch)] ?? 0,
    next(rank, isThere) {
      const action = plan.ranks[rank]?.[heads[rank] ?? 0];
      if (action === undefined || !needsOf(action, plan.stages).every((need) => isThere(need, action.stage)))
        return undefined;
      heads[rank] = (heads[rank] ?? 0) + 1;
      return action;
    },
  });
  return { stages: plan.stages, microBatches: plan.microBatches, order: "plan", ranks };
}
