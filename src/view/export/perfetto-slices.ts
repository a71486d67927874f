import type { DeliverEvent, ErrorEvent, TraceEvent } from "../../trace/event.ts";
import { placeFinder } from "./chosen-events.ts";
import type { Lane } from "./perfetto-lanes.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every event */

/** Where events stand on the timeline. Times are whole nanoseconds, the finest that Perfetto has. */
export interface Slices {
  /** By place of the event: when its slice begins; NaN where it has none. */
  readonly start: Float64Array;
  readonly length: Float64Array;
  /** By place: 1 for a message whose receiver's slice tells it. */
  readonly heard: Uint8Array;
  /** The place of the slice that a message comes from; −1 where it is not among the events. */
  readonly senderOf: (message: DeliverEvent | ErrorEvent) => number;
  /** The place of the event of this number; −1 where it is not among the events. */
  readonly placeOf: (n: number) => number;
}

/** Nanoseconds of a tick, a millisecond as shown. */
export const tickLength = 1e6;

/**
 * Lays out who works when. All slices of one time share its tick: each takes the first half of the column after those of
 * its own lane and of the senders that it hears, so that no two of a lane overlap and no arrow leads back in time.
 */
export function layOutSlices(events: readonly TraceEvent[], laneOf: (event: TraceEvent) => Lane): Slices {
  const start = new Float64Array(events.length).fill(NaN);
  const length = new Float64Array(events.length);
  const placeOf = placeFinder(events);
  const heard = heardMessages(events, placeOf);
  const senderOf = senderFinder(events, placeOf);
  const column = new Int32Array(events.length);
  let free = -Infinity;

  for (let from = 0, to = 0; from < events.length; from = to) {
    const { t } = events[from]!;
    while (to < events.length && events[to]!.t === t) to++;
    let columns = 1;
    const nextOf = new Map<Lane, number>();
    for (let i = from; i < to; i++) {
      const event = events[i]!;
      if (!hasSlice(event) || heard[i] === 1) continue;
      const lane = laneOf(event);
      const earliest = nextOf.get(lane) ?? 0;
      column[i] = Math.max(earliest, columnAfterCauses(events, i, from, column, placeOf, senderOf));
      nextOf.set(lane, column[i]! + 1);
      columns = Math.max(columns, column[i]! + 1);
      start[i] = 0;
    }
    const begin = Math.max(free, Math.round(t * tickLength));
    const until = Math.min(t + 1, events[to]?.t ?? Infinity) * tickLength;
    const width = Math.max(2, Math.floor((until - begin) / columns));
    for (let i = from; i < to; i++) {
      if (Number.isNaN(start[i]!)) continue;
      start[i] = begin + column[i]! * width;
      length[i] = Math.floor(width / 2);
    }
    free = begin + columns * width;
  }
  return { start, length, heard, senderOf, placeOf };
}

/** Whether an event is something that takes its time, or a message; the coordinator's are moments. */
function hasSlice({ kind }: TraceEvent): boolean {
  return kind !== "train" && kind !== "batch" && kind !== "end";
}

function heardMessages(events: readonly TraceEvent[], placeOf: Slices["placeOf"]): Uint8Array {
  const heard = new Uint8Array(events.length);
  for (const event of events) {
    if (event.kind !== "activate" && event.kind !== "delta") continue;
    for (const parent of event.parents) {
      const place = placeOf(parent);
      if (isMessage(events[place])) heard[place] = 1;
    }
  }
  return heard;
}

export function isMessage(event: TraceEvent | undefined): event is DeliverEvent | ErrorEvent {
  return event?.kind === "deliver" || event?.kind === "error";
}

/** Finds the place of the event that a message comes from; −1 where it is not among the events. */
export function senderFinder(events: readonly TraceEvent[], placeOf: Slices["placeOf"]): Slices["senderOf"] {
  return ({ parents }) => {
    for (const parent of parents) {
      const place = placeOf(parent);
      // Beside its sender's event, a message names the commit that made its weight.
      if (place >= 0 && events[place]!.kind !== "commit") return place;
    }
    return -1;
  };
}

/** The column after those that the event's causes take in the same tick, which begins at place `first`. */
function columnAfterCauses(
  events: readonly TraceEvent[],
  i: number,
  first: number,
  column: Int32Array,
  placeOf: Slices["placeOf"],
  senderOf: Slices["senderOf"],
): number {
  const event = events[i]!;
  if (isMessage(event)) {
    const sender = senderOf(event);
    return sender >= first ? column[sender]! + 1 : 0;
  }
  if (!("parents" in event)) return 0;
  let after = 0;
  for (const parent of event.parents) {
    const place = placeOf(parent);
    if (place < 0) continue;
    const cause = events[place]!;
    const slice = isMessage(cause) ? senderOf(cause) : place;
    if (slice >= first) after = Math.max(after, column[slice]! + 1);
  }
  return after;
}
