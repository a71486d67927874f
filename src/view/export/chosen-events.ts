import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { selectEvents } from "../../trace/select.ts";
import type { ViewOptions } from "../view.ts";

/** The events that are wanted: those of the selection, up to event `at`. */
export function chosenEvents({ events }: Trace, options: ViewOptions): readonly TraceEvent[] {
  return selectEvents(eventsUntil(events, options.at), options);
}

/** The events up to number `at`; the very list where there is nothing after it. */
export function eventsUntil(events: readonly TraceEvent[], at = Infinity): readonly TraceEvent[] {
  const count = placeAfter(events, at);
  return count === events.length ? events : events.slice(0, count);
}

/**
 * Finds the place of an event in a list by its number; −1 where it is not in it. Numbers rise along a list, mostly by
 * one: then its place follows from the first one's, else it is found by bisection.
 */
export function placeOf(events: readonly TraceEvent[], n: number): number {
  const first = events[0]?.n ?? 0;
  if (events[n - first]?.n === n) return n - first;
  const place = placeAfter(events, n) - 1;
  return events[place]?.n === n ? place : -1;
}

/** The same for many numbers of one list, which is looked through once. */
export function placeFinder(events: readonly TraceEvent[]): (n: number) => number {
  const first = events[0]?.n ?? 0;
  if (!events.every(({ n }, place) => n === first + place)) return (n) => placeOf(events, n);
  const { length } = events;
  return (n) => (n >= first && n < first + length && Number.isInteger(n) ? n - first : -1);
}

/** How many events have a number up to `n`. */
function placeAfter(events: readonly TraceEvent[], n: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.n ?? Infinity) <= n) low = middle + 1;
    else high = middle;
  }
  return low;
}
