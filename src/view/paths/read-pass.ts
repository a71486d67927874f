import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import type { Phase } from "../../trace/phase.ts";
import { eventsUntil } from "../export/chosen-events.ts";
import type { ViewOptions } from "../view.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- events and lists are looked up by indices counted here */

/** A batch as it stands among the events. */
export interface BatchEvents {
  readonly number: number;
  /** Its events, without messages. */
  readonly events: readonly TraceEvent[];
  /** Number of its first event. */
  readonly n: number;
  /** Samples in it; undefined where the trace does not tell. */
  readonly size: number | undefined;
  readonly isEarly: boolean;
}

/** The numbers of a pass, one list a neuron with one entry a sample, by the neuron's name. */
export interface PassNumbers {
  /** Numbers of the samples that the lists are of. */
  readonly samples: readonly number[];
  readonly activation: ReadonlyMap<string, Float64Array>;
  readonly gain: ReadonlyMap<string, Float64Array>;
  readonly error: ReadonlyMap<string, Float64Array>;
}

/** The batches that are wanted, the last one first; those that are only evaluated have no gradient, and are left out. */
export function* batchesBackwards(
  { events }: Trace,
  options: ViewOptions,
): Generator<BatchEvents, void, undefined> {
  const [first, end] = options.batches ?? [-Infinity, Infinity];
  const until = eventsUntil(events, options.at);
  const open = new Map<number, { events: TraceEvent[]; n: number }>();
  // Batches may overlap: one is whole when it has begun, or when all events have been seen.
  for (let place = until.length - 1; place >= 0; place--) {
    const event = until[place]!;
    if (event.kind === "deliver" || !("batch" in event)) continue;
    if (event.batch < first || event.batch >= end) continue;
    let batch = open.get(event.batch);
    if (batch === undefined) open.set(event.batch, (batch = { events: [], n: event.n }));
    batch.events.push(event);
    batch.n = event.n;
    if (event.kind !== "batch") continue;
    open.delete(event.batch);
    if (event.purpose === "evaluate") continue;
    const isEarly = isCommittedEarly(until, place);
    yield {
      number: event.batch,
      events: batch.events.reverse(),
      n: batch.n,
      size: event.rows.length,
      isEarly,
    };
  }
  for (const [number, { events: all, n }] of open) {
    yield { number, events: all.reverse(), n, size: undefined, isEarly: isCommittedEarly(until, 0) };
  }
}

/** Whether the run that a batch belongs to commits before its error signals have met the weights. */
function isCommittedEarly(events: readonly TraceEvent[], place: number): boolean {
  for (let i = place; i >= 0; i--) {
    const event = events[i]!;
    if (event.kind === "train") return event.settings.commitAfter === "delta";
    // Every run begins with its batch 0.
    if (event.kind === "batch" && event.batch === 0) {
      const before = events[i - 1];
      return before?.kind === "train" && before.settings.commitAfter === "delta";
    }
  }
  return false;
}

/** All samples that are told in a batch, in the order of their numbers. */
export function samplesOf({ events }: BatchEvents): number[] {
  const samples = new Set<number>();
  for (const event of events) {
    if (event.kind === "activate" || event.kind === "error") for (const s of event.samples) samples.add(s);
  }
  return [...samples].sort((one, other) => one - other);
}

/** Reads what some samples have come to; of what is not told, NaN stands in the lists, or there is no list at all. */
export function readPass(
  { events }: BatchEvents,
  samples: readonly number[],
  phases: readonly Phase[] | undefined,
): PassNumbers {
  const numbers = { activation: new Map<string, Float64Array>(), gain: new Map<string, Float64Array>(), error: new Map<string, Float64Array>() }; // prettier-ignore
  const indexOf = new Map(samples.map((sample, i) => [sample, i]));
  const write = (
    into: Map<string, Float64Array>,
    id: string,
    its: readonly number[],
    values: readonly number[],
  ): void => {
    let list = into.get(id);
    if (list === undefined) into.set(id, (list = new Float64Array(samples.length).fill(NaN)));
    for (let i = 0; i < its.length; i++) {
      const at = indexOf.get(its[i]!);
      if (at !== undefined) list[at] = values[i]!;
    }
  };
  const has = (phase: Phase): boolean => phases?.includes(phase) ?? true;
  for (const event of events) {
    if (event.kind === "feed" && has("forward")) {
      write(numbers.activation, event.neuron, event.samples, event.values);
    } else if (event.kind === "activate" && has("forward")) {
      write(numbers.activation, event.neuron, event.samples, event.a);
      write(numbers.gain, event.neuron, event.samples, event.gain);
    } else if (event.kind === "error" && has("loss")) {
      write(numbers.error, event.to, event.samples, event.values);
    }
  }
  return { samples, ...numbers };
}
