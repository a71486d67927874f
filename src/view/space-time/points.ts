import type { TraceEvent } from "../../trace/event.ts";
import type { Lanes } from "./lanes.ts";
import type { Ticks } from "../time-axis/ticks.ts";

/** Something that happened on a line: one event, or alike events of several neurons at one time. */
export interface Point {
  readonly index: number;
  /** Places of its line and of its time. */
  readonly lane: number;
  readonly tick: number;
  /** The first of its events. */
  readonly event: TraceEvent;
  count: number;
}

const kinds: Readonly<Record<TraceEvent["kind"], number>> = {
  train: 0,
  batch: 1,
  feed: 2,
  activate: 3,
  loss: 4,
  error: 5,
  delta: 6,
  gradient: 7,
  commit: 8,
  population: 9,
  end: 10,
  action: 11,
  deliver: 12,
};

/** Collects points; "together": events of one kind, line, time and micro-batch are one, deliveries by who sends them. */
export function createPoints(lanes: Lanes, ticks: Ticks, put: "apart" | "together") {
  const list: Point[] = [];
  const known = new Map<number, Point>();
  const places = lanes.list.length * ticks.times.length * (16 + lanes.list.length);
  /** Micro-batches get numbers in the order in which they come, so that a key is small enough to be exact. */
  const parts = new Map<number, Map<number, number>>();
  let partCount = 0;
  const partOf = (event: TraceEvent): number => {
    if (!("batch" in event)) return 0;
    let batch = parts.get(event.batch);
    if (batch === undefined) parts.set(event.batch, (batch = new Map<number, number>()));
    const microBatch = "microBatch" in event ? event.microBatch : -1;
    let part = batch.get(microBatch);
    if (part === undefined) batch.set(microBatch, (part = ++partCount));
    return part;
  };
  return {
    list,
    /** The point of an event; undefined where it has no line. `from` tells deliveries of different senders apart. */
    add(event: TraceEvent, from: number): Point | undefined {
      const lane = lanes.laneOf(event);
      const tick = ticks.indexOf(event.t);
      if (lane < 0 || tick < 0) return undefined;
      let key = 0;
      if (put === "together") {
        const kind = kinds[event.kind] + (event.kind === "deliver" ? from + 1 : 0);
        const place = (tick * lanes.list.length + lane) * (16 + lanes.list.length) + kind;
        key = partOf(event) * places + place;
        const before = known.get(key);
        if (before !== undefined) {
          before.count++;
          return before;
        }
      }
      const point = { index: list.length, lane, tick, event, count: 1 };
      list.push(point);
      if (put === "together") known.set(key, point);
      return point;
    },
  };
}
