import { InputError, type Problem } from "../message/input-error.ts";
import { type Action, actionText, type Computation } from "./action.ts";
import { deadlockText, findDeadlock } from "./deadlock.ts";
import { milestoneIndex, type Phase, phasesOf } from "./phases.ts";
import type { Plan } from "./plan.ts";

/** Where an action stands: `rank 1, action 4`, counted from 1. */
interface Found {
  readonly action: Action;
  readonly rank: number;
  readonly index: number;
}

/**
 * Whether a plan can be run: every stage does every micro-batch forward and backward once, on one rank, and the ranks, each
 * in its order, do not wait for each other in a ring.
 * @throws InputError with all that is missing or too much; or with the ring, each rank with what it waits for
 */
export function checkPlan(plan: Plan): void {
  const found = new Map<number, Found>();
  const first = [...strangers(plan), ...repeated(plan, found)];
  const problems = first.length > 0 ? first : [...missing(plan, found), ...scattered(plan, found)];
  if (problems.length > 0) throw new InputError(problems);
  const ring = findDeadlock(plan);
  const lowest = ring?.[0]?.rank;
  if (ring === undefined || lowest === undefined) return;
  const message = `expected an order without a deadlock; got one in which ${deadlockText(ring)}`;
  throw new InputError([{ path: `rank ${lowest}`, message }]);
}

/** Actions of stages and micro-batches that there are not. */
function strangers(plan: Plan): Problem[] {
  const problems: Problem[] = [];
  const check = (what: string, value: number, count: number, { action, ...place }: Found): void => {
    if (Number.isSafeInteger(value) && value >= 0 && value < count) return;
    const message = `expected a ${what} from 0 to ${count - 1}; got ${actionText(action)}`;
    problems.push({ path: pathOf(place), message });
  };
  for (const found of actionsOf(plan)) {
    check("stage", found.action.stage, plan.stages, found);
    check("micro-batch", found.action.microBatch, plan.microBatches, found);
  }
  return problems;
}

/** Phases that are done twice; of the others, notes in `found` where each is done. */
function repeated(plan: Plan, found: Map<number, Found>): Problem[] {
  const problems: Problem[] = [];
  for (const here of actionsOf(plan)) {
    for (const phase of phasesOf(here.action.kind)) {
      const { stage, microBatch } = here.action;
      const key = milestoneIndex({ phase, stage, microBatch }, plan);
      const before = found.get(key);
      if (before === undefined) {
        found.set(key, here);
        continue;
      }
      const what = `${phaseWords[phase]} of stage ${stage} and micro-batch ${microBatch}`;
      const first = `${actionText(before.action)} is at ${pathOf(before)} already`;
      const message = `expected the ${what} once; got ${actionText(here.action)}, but ${first}`;
      problems.push({ path: pathOf(here), message });
      break;
    }
  }
  return problems;
}

/** A file that names micro-batch 999999 lacks more than anybody will read; they stop here. */
const mostMissing = 20;

function missing(plan: Plan, found: ReadonlyMap<number, Found>): Problem[] {
  const problems: Problem[] = [];
  for (let stage = 0; stage < plan.stages; stage++) {
    for (let microBatch = 0; microBatch < plan.microBatches; microBatch++) {
      const isDone = (phase: Phase): boolean => found.has(milestoneIndex({ phase, stage, microBatch }, plan));
      if (isDone("forward") && isDone("backward") && isDone("gradient")) continue;
      if (problems.length === mostMissing) return problems;
      const backward: readonly Computation[] = isDone("gradient") ? ["I"] : ["B", "I"];
      const expected: readonly Computation[] = isDone("backward") ? ["W"] : backward;
      const kinds = isDone("forward") ? expected : (["F"] as const);
      const texts = kinds.map((kind) => actionText({ stage, kind, microBatch }));
      problems.push({ path: `stage ${stage}`, message: `expected ${texts.join(" or ")}; got none` });
    }
  }
  return problems;
}

/** What a stage needs for its backward pass it has kept where its forward pass was. */
function scattered(plan: Plan, found: ReadonlyMap<number, Found>): Problem[] {
  return [...actionsOf(plan)].flatMap(({ action, ...place }) => {
    const { stage, microBatch } = action;
    const forward = found.get(milestoneIndex({ phase: "forward", stage, microBatch }, plan));
    if (forward === undefined || forward.rank === place.rank) return [];
    const message = `expected ${actionText(action)} on rank ${forward.rank}, where ${actionText(forward.action)} is; got rank ${place.rank}`;
    return [{ path: pathOf(place), message }];
  });
}

const phaseWords: Readonly<Record<Phase, string>> = {
  forward: "forward pass",
  backward: "backward pass",
  gradient: "weight gradients",
};

function* actionsOf({ ranks }: Plan): Generator<Found> {
  for (const [rank, actions] of ranks.entries()) {
    for (const [index, action] of actions.entries()) yield { action, rank, index };
  }
}

function pathOf({ rank, index }: Omit<Found, "action">): string {
  return `rank ${rank}, action ${index + 1}`;
}
