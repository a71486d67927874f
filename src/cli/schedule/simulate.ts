import { RunError } from "../../message/run-error.ts";
import { type ClosedForm, closedForm, type UniformTiming } from "../../schedule/closed-forms.ts";
import { type Figures, figuresOf } from "../../schedule/figures.ts";
import type { VersionRules } from "../../schedule/policy.ts";
import type { Plan, PlanSize } from "../../schedule/plan.ts";
import type { PlanName } from "../../schedule/plans.ts";
import { type PolicyForm, policyForm } from "../../schedule/policy-closed-forms.ts";
import { policies, type PolicyName, type PolicyOptions } from "../../schedule/policies.ts";
import { runPlan } from "../../schedule/run-plan.ts";
import { type PolicySize, runPolicy } from "../../schedule/run-policy.ts";
import { stageEvents } from "../../schedule/stage-events.ts";
import type { Timetable } from "../../schedule/timetable.ts";
import { type StageVersions, versionsOf } from "../../schedule/versions.ts";

/** The times of a run, all of its stages and links or of each. */
export interface RunTiming {
  readonly forward: number | readonly number[];
  readonly backward: number | readonly number[];
  readonly weightGradient: number | readonly number[];
  readonly latency: number | readonly number[];
}

/** A schedule that has been run, and what is known of it. Whoever reports it asks for nothing else. */
export interface ScheduleRun {
  readonly schedule: string;
  readonly timing: RunTiming;
  readonly timetable: Timetable;
  /** A stage commits as soon as it has the gradients of so many micro-batches. */
  readonly gradientsPerCommit: number;
  readonly figures: Figures;
  /** Of each stage. */
  readonly versions: readonly StageVersions[];
  readonly closedForm: ClosedForm | PolicyForm | undefined;
}

/** @param known the plan's name and size, if it is one of ours: then there may be a closed form */
export function simulatePlan(
  schedule: string,
  plan: Plan,
  timing: RunTiming,
  known?: { readonly name: PlanName; readonly size: PlanSize },
): ScheduleRun {
  // A batch is committed when all of it is there.
  const rules: VersionRules = {
    forwardVersion: "latest",
    transportVersion: "forward",
    gradientsPerCommit: plan.microBatches,
  };
  const uniform = uniformTiming(timing);
  const form = known && uniform && closedForm(known.name, known.size, uniform);
  return described(schedule, timing, runPlan(plan, timing), rules, form);
}

/** @throws RunError if the policy wants a weight version that there is not yet */
export function simulatePolicy(
  name: PolicyName,
  options: PolicyOptions,
  size: PolicySize,
  timing: RunTiming,
): ScheduleRun {
  const policy = policies.get(name)?.(options);
  if (policy === undefined) throw new RangeError(`NAME: expected a policy; got ${name}`);
  const form = policyForm(name, size.stages, options);
  const run = described(name, timing, runPolicy(policy, size, timing), policy, form);
  run.versions.forEach(({ tooEarly }, stage) => {
    if (tooEarly === undefined) return;
    const { microBatch, forward, latest } = tooEarly;
    const action = `${stage}F${microBatch}`;
    throw new RunError(
      `${name}: expected weight version ${forward} at ${action}; got ${latest}, the newest there`,
    );
  });
  return run;
}

/** The same times, if they are the same everywhere. */
function uniformTiming({ forward, backward, weightGradient, latency }: RunTiming): UniformTiming | undefined {
  if (typeof forward !== "number" || typeof backward !== "number") return undefined;
  if (typeof weightGradient !== "number" || typeof latency !== "number") return undefined;
  return { forward, backward, weightGradient, latency };
}

function described(
  schedule: string,
  timing: RunTiming,
  timetable: Timetable,
  rules: VersionRules,
  form: ClosedForm | PolicyForm | undefined,
): ScheduleRun {
  const { gradientsPerCommit } = rules;
  const versions = versionsOf(stageEvents(timetable, gradientsPerCommit), rules);
  const figures = figuresOf(timetable);
  return { schedule, timing, timetable, gradientsPerCommit, figures, versions, closedForm: form };
}
