import type { Schedule } from "../../network/pipeline/course.ts";
import { makePlan, type PlanName, planNames } from "../../schedule/plans.ts";
import type { Plan } from "../../schedule/plan.ts";
import { policies, type PolicyName } from "../../schedule/policies.ts";
import type { Policy } from "../../schedule/policy.ts";
import { readPlan } from "../../schedule/read-plan.ts";
import type { CaseDefinition } from "./case-schema.ts";

/** How many micro-batches there are: of a whole batch, and after how many a policy commits. */
export interface CommitSize {
  readonly microBatches: number;
  readonly updateEvery: number;
}

/** A schedule of a case as a pipeline takes it. What it draws is drawn from the seed, unless it has one of its own. */
export function scheduleOf(definition: CaseDefinition, seed: number, updateEvery: number): Schedule {
  const { schedule = "sequential" } = definition;
  if (typeof schedule === "string") return schedule;
  if (schedule.kind === "plan") return readPlan(schedule.rows.join("\n"));
  if (schedule.kind === "policy") {
    const { name, transportVersion, keptVersions } = schedule;
    return {
      ...policyOf(name, definition, updateEvery),
      ...(transportVersion !== undefined && { transportVersion }),
      ...(keptVersions !== undefined && { keptVersions }),
    };
  }
  const { delay } = schedule;
  const isDrawn = delay.kind === "geometric" || delay.kind === "uniform";
  return { ...schedule, delay: isDrawn ? { seed, ...delay } : delay };
}

/**
 * The same as a plan of its size or a policy, to be timed by itself.
 * @throws RangeError, InputError for a plan that there is not of this size
 */
export function planOrPolicyOf(
  definition: CaseDefinition,
  stages: number,
  { microBatches, updateEvery }: CommitSize,
): Plan | Policy {
  const schedule = scheduleOf(definition, 0, updateEvery);
  if (typeof schedule === "string") {
    const chunks = chunksOf(definition);
    if (isPlanName(schedule)) return makePlan(schedule, { ranks: stages, microBatches, chunks });
    return policyOf(schedule, definition, updateEvery);
  }
  // One batch after another: that gradients are old stands in the numbers alone.
  if ("delay" in schedule) return policyOf("ampnet", {}, updateEvery);
  return schedule;
}

export function isPlan(schedule: Plan | Policy): schedule is Plan {
  return "ranks" in schedule;
}

/** How many stages a processor holds. */
export function chunksOf({ schedule, chunks }: CaseDefinition): number {
  return chunks ?? (schedule === "interleaved-1f1b" ? 2 : 1);
}

/** After how many micro-batches the policy of a case without a network commits, unless it says so. */
export function usualUpdate({ schedule }: CaseDefinition, stages: number): number {
  const name = typeof schedule === "object" && schedule.kind === "policy" ? schedule.name : schedule;
  return name === "pipedream-2bw" || name === "paci" || name === "pipemare" ? stages : 1;
}

function policyOf(name: PolicyName, { maxActiveKeys = 1 }: CaseDefinition, updateEvery: number): Policy {
  const policy = policies.get(name)?.({ gradientsPerCommit: updateEvery, maxActiveKeys });
  if (policy === undefined) throw new RangeError(`schedule: expected a policy; got ${name}`);
  return policy;
}

function isPlanName(name: PlanName | PolicyName): name is PlanName {
  return (planNames as readonly string[]).includes(name);
}
