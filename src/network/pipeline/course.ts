import { expectedOneOf } from "../../math/suggestion.ts";
import type { Plan } from "../../schedule/plan.ts";
import { makePlan, type PlanName, planNames } from "../../schedule/plans.ts";
import { policies, type PolicyName, policyNames } from "../../schedule/policies.ts";
import type { Policy, TransportVersion, VersionRules } from "../../schedule/policy.ts";
import { type DelayLaw, delaysOf } from "../../stage/delays.ts";

/** What is done when: a plan or a policy, by its name or one of one's own; or one batch after another, with stale weights. */
export type Schedule = PlanName | PolicyName | Plan | Policy | DelayedSchedule;

/** Nothing overlaps, but gradients are computed at weights of some commits ago: staleness by itself, to be studied. */
export interface DelayedSchedule {
  readonly kind: "delayed";
  readonly delay: DelayLaw;
  /** What error signals are multiplied by: the weights of the forward pass unless said. */
  readonly transportVersion?: TransportVersion | undefined;
  /** Batches at the beginning that are not delayed. */
  readonly warmUp?: number | undefined;
}

/** A schedule of a known size, as a run follows it. */
export type Course =
  /** Batch after batch: a plan for each, by the number of its micro-batches, and a flush at its end. */
  | { readonly kind: "plan"; readonly planOf: (microBatches: number) => Plan; readonly rules: VersionRules }
  /** All batches in one stream. */
  | { readonly kind: "policy"; readonly policy: Policy; readonly rules: VersionRules };

export interface CourseSize {
  /** Processors, and how many stages each of them has. */
  readonly ranks: number;
  readonly chunks?: number | undefined;
  readonly stages: number;
  /** Of the run. */
  readonly batches: number;
  /** Of a whole batch. */
  readonly microBatches: number;
  /** Of AMPNet: micro-batches in flight. */
  readonly maxActiveKeys?: number | undefined;
}

/** @throws RangeError for a name that there is not, or a schedule that does not fit the size */
export function courseOf(schedule: Schedule, size: CourseSize): Course {
  const { ranks, chunks, microBatches, maxActiveKeys = 1 } = size;
  if (typeof schedule === "object") {
    if ("ranks" in schedule) return ownPlan(schedule, size);
    return ownPolicy("kind" in schedule ? delayedPolicy(schedule, size) : schedule, size);
  }
  const rules = synchronous(microBatches);
  if (isPlanName(schedule)) {
    const made = new Map<number, Plan>();
    const planOf = (count: number): Plan => {
      const plan =
        made.get(count) ??
        makePlan(schedule, { ranks, microBatches: count, ...(chunks === undefined ? {} : { chunks }) });
      made.set(count, plan);
      return plan;
    };
    return { kind: "plan", planOf, rules };
  }
  const policy = policies.get(schedule)?.({ gradientsPerCommit: microBatches, maxActiveKeys });
  if (policy === undefined) {
    throw new RangeError(`schedule: ${expectedOneOf([...planNames, ...policyNames], schedule)}`);
  }
  return ownPolicy(policy, size);
}

/** Between flushes there is one version: what is read forward is the newest, and what goes back meets the same. */
function synchronous(gradientsPerCommit: number): VersionRules {
  return { forwardVersion: "latest", transportVersion: "forward", gradientsPerCommit };
}

function ownPlan(plan: Plan, { microBatches }: CourseSize): Course {
  const planOf = (count: number): Plan => {
    if (count === plan.microBatches) return plan;
    throw new RangeError(
      `schedule: expected a plan of ${count} micro-batches, as that many make a batch; got one of ${plan.microBatches}`,
    );
  };
  planOf(microBatches);
  return { kind: "plan", planOf, rules: synchronous(microBatches) };
}

function ownPolicy(policy: Policy, { microBatches }: CourseSize): Course {
  const { gradientsPerCommit: count } = policy;
  if (count !== microBatches) {
    const expected = count === 1 ? "1 micro-batch" : `${count} micro-batches`;
    throw new RangeError(
      `batchSize: expected ${expected}, after which the policy commits; got ${microBatches}`,
    );
  }
  return { kind: "policy", policy, rules: policy };
}

function delayedPolicy(
  { delay, transportVersion = "forward", warmUp }: DelayedSchedule,
  { stages, batches, microBatches }: CourseSize,
): Policy {
  return {
    admission: { kind: "keys", most: 1 },
    localOrder: "backward-first",
    forwardVersion: delaysOf(delay, { stages, batches, warmUp }),
    transportVersion,
    gradientsPerCommit: microBatches,
  };
}

function isPlanName(name: PlanName | PolicyName): name is PlanName {
  return (planNames as readonly string[]).includes(name);
}

/** The most batches that a course has in flight: what it takes frames for. */
export function batchesInFlight(course: Course, stages: number): number {
  if (course.kind === "plan") return 1;
  const { admission, gradientsPerCommit } = course.policy;
  const most = admission.kind === "window" ? stages : admission.most;
  return Math.ceil((most - 1) / gradientsPerCommit) + 1;
}
