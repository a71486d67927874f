import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { selectEvents, type TraceSelection } from "../../trace/select.ts";
import { traceText } from "../../trace/write-trace.ts";
import type { ViewOptions } from "../view.ts";
import { eventsUntil } from "./chosen-events.ts";

/**
 * The trace's own file: JSON lines, the header first. Of a selection, a trace of its own: the events keep their numbers,
 * parents that are not in it are still named, and the header says what was selected. Its end is that of the run, or says
 * that it is cut here.
 */
export function jsonl(trace: Trace, options: ViewOptions): Generator<string, void, undefined> {
  const { header, events } = trace;
  const until = eventsUntil(events, options.at);
  if (until === events && !isSelection(options)) return traceText(trace);
  const selection = both(header.options, options);
  const { phases } = selection;
  return traceText({
    // The end is always there, so that it has to be one of the phases.
    header: {
      ...header,
      options: { ...header.options, ...selection, phases: phases && withEntry(phases, "end") },
    },
    events: withEnd(selectEvents(until, selection), trace, options.at),
  });
}

function isSelection({ neurons, samples, batches, phases }: TraceSelection): boolean {
  return [neurons, samples, batches, phases].some((part) => part !== undefined);
}

/** What two selections have in common, as a selection: the trace may be a part of its run already. */
function both(one: TraceSelection, other: TraceSelection): TraceSelection {
  const selection = {
    neurons: common(one.neurons, other.neurons),
    samples: common(one.samples, other.samples),
    batches: overlap(one.batches, other.batches),
    phases: common(one.phases, other.phases),
  };
  return Object.fromEntries(Object.entries(selection).filter(([, part]) => part !== undefined));
}

function common<Entry>(
  one: readonly Entry[] | undefined,
  other: readonly Entry[] | undefined,
): readonly Entry[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const others = new Set(other);
  return one.filter((entry) => others.has(entry));
}

type Batches = TraceSelection["batches"];

function overlap(one: Batches, other: Batches): Batches {
  if (one === undefined || other === undefined) return one ?? other;
  return [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
}

function withEntry<Entry>(list: readonly Entry[], entry: Entry): readonly Entry[] {
  return list.includes(entry) ? list : [...list, entry];
}

/** With the run's own end, or one that says where it was cut; either at the time of the last event that is there. */
function withEnd(chosen: readonly TraceEvent[], { events }: Trace, at = Infinity): readonly TraceEvent[] {
  const rest = chosen.at(-1)?.kind === "end" ? chosen.slice(0, -1) : chosen;
  const { n = -1, t = 0 } = rest.at(-1) ?? {};
  const last = events.at(-1);
  if (last?.kind === "end" && last.n <= at) return [...rest, { ...last, t }];
  const outcome = last === undefined || last.n <= at ? "complete" : `cut after event ${at}`;
  return [...rest, { n: Math.max(n, Math.min(at, last?.n ?? n)) + 1, t, kind: "end", outcome, header: "" }];
}
