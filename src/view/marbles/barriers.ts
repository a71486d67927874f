import type { TraceEvent } from "../../trace/event.ts";
import type { Ticks } from "../time-axis/ticks.ts";

/**
 * Places of ticks before which a batch was complete: the first gradients (or, where they are not told, commits) of a batch
 * that come later than all its losses and error signals. Where neurons commit on the way back there is no barrier.
 */
export function barriersOf(events: readonly TraceEvent[], ticks: Ticks): ReadonlySet<number> {
  const rowsFrom = new Map<number, number>();
  const lastSaid = new Map<number, number>();
  for (const event of events) {
    const { kind } = event;
    if (kind === "gradient" || kind === "commit") note(rowsFrom, event.batch, event.t);
    else if (kind === "delta" || kind === "loss") lastSaid.set(event.batch, event.t);
    else if (kind === "population") {
      if (event.task === "gradient" || event.task === "commit") note(rowsFrom, event.batch, event.t);
      else lastSaid.set(event.batch, event.t);
    }
  }
  const places = new Set<number>();
  for (const [batch, t] of rowsFrom) {
    if (t > (lastSaid.get(batch) ?? -Infinity)) places.add(ticks.indexOf(t));
  }
  return places;
}

function note(times: Map<number, number>, batch: number, t: number): void {
  if (!times.has(batch)) times.set(batch, t);
}
