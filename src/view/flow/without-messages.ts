import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { placeOf } from "../export/chosen-events.ts";

/** A trace with fewer events, numbered anew; `placeAt` is the new number of the last one of them up to an old number. */
export interface ShorterTrace {
  readonly trace: Trace;
  readonly placeAt: (n: number) => number;
}

/**
 * The run as it would have been recorded without its messages: what neurons make of them is the same, and a state of a
 * thousand neurons is read a hundred times faster. A run that was changed on its way stays as it is: where it was changed
 * is told by numbers of events.
 */
export function withoutMessages(trace: Trace): ShorterTrace {
  const { header, events } = trace;
  if (header.options.level !== "synapse" || header.fork !== undefined) {
    return { trace, placeAt: (n) => n };
  }
  const kept: TraceEvent[] = [];
  const first = events[0]?.n ?? 0;
  const places = new Int32Array(events.length);
  let place = 0;
  for (const event of events) {
    if (event.kind !== "deliver") kept.push({ ...event, n: kept.length });
    places[place++] = Math.max(0, kept.length - 1);
  }
  return {
    trace: { header: { ...header, options: { ...header.options, level: "neuron" } }, events: kept },
    placeAt: (n) => places[placeOf(events, n)] ?? n - first,
  };
}
