import { type Action, actionText } from "./action.ts";
import { milestoneIndex, needsOf, phasesOf } from "./phases.ts";
import type { Plan } from "./plan.ts";

/** A rank that can never go on. */
export interface Blocked {
  readonly rank: number;
  /** The action that it stands at. */
  readonly at: Action;
  /** What that one needs, and who would do it: not yet, for `doneBy` is blocked itself. */
  readonly waitsFor: Action;
  readonly doneBy: number;
}

interface Place {
  readonly rank: number;
  readonly index: number;
}

/**
 * Runs a plan without times, each rank in its order. If it cannot end: the ring of ranks that wait for each other, the
 * lowest first. The plan must have everything that its actions need. Takes linear time of the actions.
 */
export function findDeadlock(plan: Plan): Blocked[] | undefined {
  const { heads, isDone } = runInOrder(plan);
  const stuck = heads.findIndex((head, rank) => head < (plan.ranks[rank]?.length ?? 0));
  if (stuck < 0) return undefined;
  const places = placesOf(plan);
  const chain: Blocked[] = [];
  for (let rank = stuck; !chain.some((link) => link.rank === rank);) {
    const at = plan.ranks[rank]?.[heads[rank] ?? 0];
    const needs = at === undefined ? [] : needsOf(at, plan.stages);
    const missing = needs.map((need) => milestoneIndex(need, plan)).find((key) => isDone[key] !== 1);
    const place = missing === undefined ? undefined : places[missing];
    const waitsFor = place && plan.ranks[place.rank]?.[place.index];
    if (at === undefined || place === undefined || waitsFor === undefined) {
      throw new Error(`rank ${rank}: expected a plan with all that its actions need`);
    }
    chain.push({ rank, at, waitsFor, doneBy: place.rank });
    rank = place.rank;
  }
  const last = chain.at(-1)?.doneBy;
  const ring = chain.slice(chain.findIndex(({ rank }) => rank === last));
  const first = ring.reduce((lowest, { rank }, i) => (rank < (ring[lowest]?.rank ?? 0) ? i : lowest), 0);
  return [...ring.slice(first), ...ring.slice(0, first)];
}

/** `rank 1 waits at 1F3 for 0F3, which rank 0 would do after 0B2; rank 0 waits at 0B2 for …`. */
export function deadlockText(ring: readonly Blocked[]): string {
  const standsAt = new Map(ring.map(({ rank, at }) => [rank, at]));
  const sentences = ring.map(({ rank, at, waitsFor, doneBy }) => {
    const obstacle = standsAt.get(doneBy);
    const after = obstacle === undefined || actionText(obstacle) === actionText(waitsFor) ? "" : obstacle;
    const reason = after === "" ? "" : `, which rank ${doneBy} would do after ${actionText(after)}`;
    return `rank ${rank} waits at ${actionText(at)} for ${actionText(waitsFor)}${reason}`;
  });
  return sentences.join("; ");
}

/** How many actions of each rank can be done, and which milestones are reached by them (1). */
function runInOrder(plan: Plan): { readonly heads: number[]; readonly isDone: Uint8Array } {
  const isDone = new Uint8Array(3 * plan.stages * plan.microBatches);
  const waiting = new Map<number, number[]>();
  const heads = plan.ranks.map(() => 0);
  const ready = plan.ranks.map((_, rank) => rank);
  for (let rank = ready.pop(); rank !== undefined; rank = ready.pop()) {
    const actions = plan.ranks[rank] ?? [];
    let head = heads[rank] ?? 0;
    for (let action = actions[head]; action !== undefined; action = actions[++head]) {
      const keys = needsOf(action, plan.stages).map((need) => milestoneIndex(need, plan));
      const missing = keys.find((key) => isDone[key] !== 1);
      if (missing !== undefined) {
        waiting.set(missing, [...(waiting.get(missing) ?? []), rank]);
        break;
      }
      const { stage, microBatch } = action;
      for (const phase of phasesOf(action.kind)) {
        const key = milestoneIndex({ phase, stage, microBatch }, plan);
        isDone[key] = 1;
        ready.push(...(waiting.get(key) ?? []));
        waiting.delete(key);
      }
    }
    heads[rank] = head;
  }
  return { heads, isDone };
}

/** Where each milestone is reached. */
function placesOf(plan: Plan): (Place | undefined)[] {
  const places: (Place | undefined)[] = [];
  plan.ranks.forEach((actions, rank) =>
    actions.forEach((action, index) => {
      for (const phase of phasesOf(action.kind)) {
        places[milestoneIndex({ ...action, phase }, plan)] = { rank, index };
      }
    }),
  );
  return places;
}
