import type { TraceEvent } from "../../trace/event.ts";
import { countUpTo, firstPast } from "../../trace/replay/group.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- times are looked up by indices below their count */

/** The times that a picture shows, one column or row each; and how many more there would be. */
export interface Ticks {
  /** Ascending. */
  readonly times: readonly number[];
  /** How many there are in all. */
  readonly total: number;
  /** The place of a time in `times`; −1 where it is not shown. */
  readonly indexOf: (t: number) => number;
}

/** A clock of whole ticks may have so many times as many ticks as there are ticks in which something happens. */
const mostIdle = 4;

/**
 * All times of some events, ascending. By a clock of whole ticks they are all ticks from the first to the last, those in
 * which nothing happens included, unless there are many of them: then, as by other clocks, the times of events alone.
 */
export function timesOf(events: readonly TraceEvent[]): number[] {
  const times: number[] = [];
  let isWhole = true;
  for (const { t } of events) {
    if (t === times.at(-1)) continue;
    times.push(t);
    isWhole &&= Number.isInteger(t);
  }
  const [first = 0, last = -1] = [times[0], times.at(-1)];
  const count = last - first + 1;
  if (!isWhole || count > mostIdle * times.length) return times;
  return Array.from({ length: count }, (_, i) => first + i);
}

/** At most so many of the times: the first of them, or the last. */
export function showTicks(all: readonly number[], most: number, side: "first" | "last"): Ticks {
  const count = Math.max(1, most);
  const times = all.length <= count ? all : side === "first" ? all.slice(0, count) : all.slice(-count);
  return {
    times,
    total: all.length,
    indexOf: (t) => {
      // Whole ticks follow each other, so that there is nothing to search for.
      const guess = t - (times[0] ?? 0);
      if (times[guess] === t) return guess;
      const place = countUpTo(times, t) - 1;
      return times[place] === t ? place : -1;
    },
  };
}

/** The events at the times that are shown; times never go back along a list of events. */
export function eventsAt(events: readonly TraceEvent[], { times }: Ticks): readonly TraceEvent[] {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = firstPast(0, events.length, (place) => events[place]!.t >= first);
  const to = firstPast(from, events.length, (place) => events[place]!.t > last);
  return from === 0 && to === events.length ? events : events.slice(from, to);
}
