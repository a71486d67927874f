import { endOf, type Slot, type Timetable } from "./timetable.ts";

/** What a timetable comes to; times in ticks, lists with a number a rank. */
export interface Figures {
  /** From 0 until the last rank has ended. */
  readonly makespan: number;
  /** From the start of each rank's first task to the end of its last. */
  readonly spans: readonly number[];
  /** In which something is done. */
  readonly busy: readonly number[];
  /** busy ÷ makespan */
  readonly utilisation: readonly number[];
  /** Idle time ÷ (ranks × makespan). */
  readonly bubbleOfTotal: number;
  /** Idle time ÷ busy time: how much longer it takes than if nobody waited. */
  readonly bubbleOfIdeal: number;
  /**
   * The most forward passes whose inputs a rank keeps at once: from the beginning of F to the end of W (or B), for
   * the gradients of the weights need them.
   */
  readonly peakInFlight: readonly number[];
}

export function figuresOf(timetable: Timetable): Figures {
  const makespan = endOf(timetable);
  const busy = timetable.ranks.map(busyOf);
  const work = sum(busy);
  const total = timetable.ranks.length * makespan;
  return {
    makespan,
    spans: timetable.ranks.map((slots) => (slots.at(-1)?.end ?? 0) - (slots[0]?.start ?? 0)),
    busy,
    utilisation: busy.map((ticks) => ticks / makespan),
    bubbleOfTotal: (total - work) / total,
    bubbleOfIdeal: (total - work) / work,
    peakInFlight: timetable.ranks.map(peakOf),
  };
}

function busyOf(slots: readonly Slot[]): number {
  return sum(slots.map(({ start, end }) => end - start));
}

function peakOf(slots: readonly Slot[]): number {
  let [inFlight, most] = [0, 0];
  for (const { action } of slots) {
    if (action.kind === "F") most = Math.max(most, ++inFlight);
    else if (action.kind !== "I") inFlight--;
  }
  return most;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
