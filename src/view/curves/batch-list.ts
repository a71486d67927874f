import type { BatchEvent, TraceEvent } from "../../trace/event.ts";
import type { TraceHeader } from "../../trace/header.ts";
import type { ViewOptions } from "../view.ts";

/** The batches of a trace that are for learning, each at its place, as they are met event by event. */
export interface BatchList {
  readonly numbers: number[];
  /** How many samples of each are wanted and recorded; undefined where the trace does not tell. */
  readonly samples: (number | undefined)[];
  /** The place of the event's batch; −1 where it is not wanted. */
  readonly placeOf: (event: Extract<TraceEvent, { batch: number }>) => number;
}

/** Batches that are only evaluated are left out: they teach nothing. */
export function createBatchList(header: TraceHeader, options: ViewOptions): BatchList {
  const [from, to] = options.batches ?? [-Infinity, Infinity];
  const wanted = [header.options.samples, options.samples]
    .filter((list) => list !== undefined)
    .map((list) => new Set(list));
  const numbers: number[] = [];
  const samples: (number | undefined)[] = [];
  const places = new Map<number, number>();
  let [last, lastPlace] = [NaN, -1];
  const open = (number: number, event: BatchEvent | undefined): number => {
    const isWanted = number >= from && number < to && event?.purpose !== "evaluate";
    const place = isWanted ? numbers.length : -1;
    places.set(number, place);
    if (isWanted) {
      numbers.push(number);
      samples.push(event && countOf(event.rows.length, wanted));
    }
    return place;
  };
  return {
    numbers,
    samples,
    placeOf(event) {
      const { batch } = event;
      // Each run counts from 0 again, so that a number can come twice.
      if (event.kind === "batch") lastPlace = open(batch, event);
      else if (batch !== last) lastPlace = places.get(batch) ?? open(batch, undefined);
      last = batch;
      return lastPlace;
    },
  };
}

function countOf(size: number, wanted: readonly ReadonlySet<number>[]): number {
  if (wanted.length === 0) return size;
  let count = 0;
  for (let sample = 0; sample < size; sample++) if (wanted.every((set) => set.has(sample))) count++;
  return count;
}
