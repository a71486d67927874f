import type { Direction } from "../../message/message.ts";
import type { TraceEvent } from "../event.ts";
import { type BatchPlace, createBatchPlaces, type Parts } from "./batch-places.ts";
import { countUpTo, firstPast, groupBy } from "./group.ts";
import type { Endings } from "./recorded.ts";
import type { Seats } from "./seats.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every event */

/**
 * Where the events of each neuron stand. With it the state after any event is looked up, and never wound forward or
 * back: a passage is a few of the neuron's own events, found by bisection. It takes some 12 bytes an event, whatever the
 * size of the network. Events are told by their places in the trace's list, from 0.
 *
 *   part (a micro-batch of a batch)       0: batch 0, micro-batch 0        1: batch 0, micro-batch 1    …
 *   its events, seat by seat, by stream   i1▶ 2   h1▶ 5 6 7   h1◀ 21 22 23   i1▶ 3   h1▶ 8 9 10   …
 */
export interface EventIndex {
  readonly parts: Parts;
  /** The batch in flight at a place; undefined before the first one. */
  readonly batchAt: (place: number) => BatchPlace | undefined;
  /** The events of a seat in one of the two streams, up to the place `last`. */
  readonly passageOf: (part: number, seat: number, direction: Direction, last: number) => Places;
  /** The gradients and commits of a seat, ascending; a population's commits are those of its first neuron. */
  readonly rowOf: (seat: number) => Int32Array;
}

/** The places order[from] … order[to − 1], ascending. */
export interface Places {
  readonly order: Int32Array;
  readonly from: number;
  readonly to: number;
}

export interface IndexOptions {
  readonly endings: Endings;
  readonly starts: boolean;
  /** Whether several batches may be in flight at once. */
  readonly areTogether: boolean;
}

export function indexEvents(
  events: readonly TraceEvent[],
  seats: Seats,
  { endings, starts, areTogether }: IndexOptions,
): EventIndex {
  const { length } = events;
  const [all, keys, rowSeats, partAt] = [0, 1, 2, 3].map(() => new Int32Array(length)) as Columns;
  // Who begins to record in the middle of a batch has missed its beginning.
  const together = areTogether ? microBatchesIn(events) : undefined;
  const tally = createBatchPlaces((events[0]?.n ?? 0) > 0 || starts, endings, together);
  // Where batches are in flight together, each event has its own.
  const batchOf: (BatchPlace | undefined)[] = [];
  for (let place = 0; place < length; place++) {
    const event = events[place]!;
    all[place] = place;
    partAt[place] = tally.enter(event, place);
    if (areTogether) batchOf.push(tally.current());
    keys[place] = passageKey(event, seats) ?? -1;
    rowSeats[place] = rowSeatOf(event, seats) ?? -1;
  }
  const { batches, parts } = tally;
  // Stable: within a part the events stand passage by passage, and a passage's in their order.
  const byKey = groupBy(all, keys, 2 * (seats.loss + 1)).order;
  const { start, order } = groupBy(byKey, partAt, parts.beginning.length);
  const rows = groupBy(all, rowSeats, seats.loss);
  const batchStarts = batches.map(({ from }) => from);
  return {
    parts,
    batchAt: (place) => (areTogether ? batchOf[place] : batches[countUpTo(batchStarts, place) - 1]),
    passageOf(part, seat, direction, last) {
      const key = keyOf(seat, direction);
      const end = start[part + 1] ?? 0;
      const from = firstPast(start[part] ?? 0, end, (i) => keys[order[i]!]! >= key);
      const to = firstPast(from, end, (i) => order[i]! > last || keys[order[i]!]! > key);
      return { order, from, to };
    },
    rowOf: (seat) => rows.order.subarray(rows.start[seat], rows.start[seat + 1]),
  };
}

/** The most that a batch has. */
function microBatchesIn(events: readonly TraceEvent[]): number {
  let most = 0;
  for (const event of events) {
    if ("microBatch" in event && Number.isInteger(event.microBatch))
      most = Math.max(most, event.microBatch + 1);
  }
  return most;
}

type Columns = [Int32Array, Int32Array, Int32Array, Int32Array];

function keyOf(seat: number, direction: Direction): number {
  return 2 * seat + (direction === "forward" ? 0 : 1);
}

/** Whose passage an event belongs to: that of the neuron at which it happens, a message's where it arrives. */
function passageKey(event: TraceEvent, { seatOf, loss }: Seats): number | undefined {
  switch (event.kind) {
    case "feed":
    case "activate":
      return keyAt(seatOf(event.neuron), "forward");
    case "delta":
      return keyAt(seatOf(event.neuron), "backward");
    case "deliver":
      return keyAt(seatOf(event.to), event.direction);
    case "error":
      return keyAt(seatOf(event.to), "backward");
    case "loss":
      return keyOf(loss, "forward");
    default:
      return undefined;
  }
}

function keyAt(seat: number | undefined, direction: Direction): number | undefined {
  return seat === undefined ? undefined : keyOf(seat, direction);
}

function rowSeatOf(event: TraceEvent, { seatOf, firstOf }: Seats): number | undefined {
  if (event.kind === "gradient" || event.kind === "commit") return seatOf(event.neuron);
  if (event.kind === "population" && event.task === "commit") return firstOf(event.population);
  return undefined;
}
