import { endOf, type Slot, type Timetable } from "./timetable.ts";
import { sliver } from "./timing.ts";

/**
 * Why a rank does nothing: "warm-up" before its first task, "drain" after its last one; in between, what it needs is not
 * yet computed ("dependency"), or is on its way ("latency"), or it has something to begin but must first finish some of what
 * it has in flight ("full-credit", under policies alone).
 */
export type IdleCause = "warm-up" | "drain" | "dependency" | "latency" | "full-credit";

export const idleCauses: readonly IdleCause[] = ["warm-up", "drain", "dependency", "latency", "full-credit"];

/** Time in which a rank does nothing, for one reason. */
export interface Idle {
  readonly rank: number;
  readonly from: number;
  readonly to: number;
  readonly cause: IdleCause;
}

/** All idle time of a timetable up to its end, in order, each piece with its cause. */
export function idleTimes(timetable: Timetable): Idle[] {
  const end = endOf(timetable);
  return timetable.ranks.flatMap((slots, rank) => idleOf(slots, rank, end, timetable.order));
}

/** Of each rank, its idle ticks by cause. */
export function idleByCause(timetable: Timetable): Record<IdleCause, number>[] {
  const sums = timetable.ranks.map(() => ({
    "warm-up": 0,
    drain: 0,
    dependency: 0,
    latency: 0,
    "full-credit": 0,
  }));
  for (const { rank, from, to, cause } of idleTimes(timetable)) {
    const ofRank = sums[rank];
    if (ofRank !== undefined) ofRank[cause] += to - from;
  }
  return sums;
}

function idleOf(slots: readonly Slot[], rank: number, end: number, order: Timetable["order"]): Idle[] {
  const found: Idle[] = [];
  const add = (from: number, to: number, cause: IdleCause): void => {
    if (to - from > sliver(end)) found.push({ rank, from, to, cause });
  };
  const held = order === "policy" ? arrivalsOfNextForward(slots) : [];
  slots.forEach((slot, i) => {
    const from = i === 0 ? 0 : (slots[i - 1]?.end ?? 0);
    if (i === 0) {
      add(from, slot.start, "warm-up");
      return;
    }
    // From `full` on it could begin another micro-batch, were it allowed.
    const full = Math.min(slot.start, Math.max(from, held[i] ?? Infinity));
    const computed = Math.min(full, Math.max(from, slot.sent));
    add(from, computed, "dependency");
    add(computed, full, "latency");
    add(full, slot.start, "full-credit");
  });
  add(slots.at(-1)?.end ?? 0, end, "drain");
  return found;
}

/** Of each slot, when the first forward pass from it on had its message; Infinity where there is none. */
function arrivalsOfNextForward(slots: readonly Slot[]): number[] {
  const arrivals: number[] = [];
  let next = Infinity;
  for (let i = slots.length - 1; i >= 0; i--) {
    const slot = slots[i];
    if (slot?.action.kind === "F") next = slot.arrived;
    arrivals[i] = next;
  }
  return arrivals;
}
