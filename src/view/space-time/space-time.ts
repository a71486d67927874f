import type { Direction } from "../../message/message.ts";
import type { TraceEvent } from "../../trace/event.ts";
import { placeOf } from "../export/chosen-events.ts";
import type { Lanes } from "./lanes.ts";
import { createPoints, type Point } from "./points.ts";
import type { Ticks } from "../time-axis/ticks.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- events and points are looked up by places counted here */

/** What happened, where and when, and which message made it happen. */
export interface SpaceTime {
  /** In the order of their first events. */
  readonly points: readonly Point[];
  readonly arrows: readonly Arrow[];
  /** How many events there are at the times that are shown, and how many of them the points and arrows stand for. */
  readonly events: number;
  readonly drawn: number;
}

/** A message, or all messages between two lines that were sent and taken up together. */
export interface Arrow {
  readonly direction: Direction;
  /** The place of the sender's line. */
  readonly from: number;
  /** Where the sender computed what it says; undefined where that is no point of this picture. */
  readonly sent: Point | undefined;
  /** The event that did; undefined where it is not told. */
  readonly sender: TraceEvent | undefined;
  readonly to: Point;
  /** The first of its messages: a delivery, what the loss tells an output, or the loss where outputs tell it something. */
  readonly event: TraceEvent;
  count: number;
}

export interface SpaceTimeOptions {
  readonly lanes: Lanes;
  readonly ticks: Ticks;
  /** Points and arrows at the most: what comes after them is not drawn. */
  readonly most: number;
  /** The events of the selection, and all that there are: parents are looked up in both. */
  readonly chosen: readonly TraceEvent[];
  readonly whole: readonly TraceEvent[];
}

/** Points and arrows of events, which follow each other in `chosen`. In linear time. */
export function spaceTimeOf(shown: readonly TraceEvent[], options: SpaceTimeOptions): SpaceTime {
  const { lanes, ticks, most, chosen, whole } = options;
  const put = lanes.together === "neuron" ? "apart" : "together";
  const points = createPoints(lanes, ticks, put);
  const arrows = createArrows(put, 2 * most);
  const pointAt = new Int32Array(shown.length).fill(-1);
  const find = (n: number): TraceEvent | undefined => chosen[placeOf(chosen, n)] ?? whole[placeOf(whole, n)];
  const pointOf = (n: number): Point | undefined => points.list[pointAt[placeOf(shown, n)] ?? -1];
  const say = (
    direction: Direction,
    sender: TraceEvent | undefined,
    lane: number,
    to: Point,
    event: TraceEvent,
  ) => {
    const sent = sender && pointOf(sender.n);
    const from = sent?.lane ?? lane;
    if (from >= 0) arrows.add({ direction, from, sent, sender, to, event, count: 1 });
  };
  const tell = (event: TraceEvent, to: Point, lane: number): void => {
    if (event.kind === "deliver") say(event.direction, senderOf(event, find), lane, to, event);
    else if (event.kind === "loss") {
      for (const n of event.parents) {
        const output = chosen[placeOf(chosen, n)];
        if (output?.kind === "activate") say("forward", output, lanes.laneOfNeuron(output.neuron), to, event);
      }
    } else if (event.kind === "delta") {
      for (const n of event.parents) {
        const error = find(n);
        if (error?.kind === "error") say("backward", error, lanes.loss, to, error);
      }
    }
  };
  let place = 0;
  for (; place < shown.length && points.list.length + arrows.list.length < most; place++) {
    const event = shown[place]!;
    const lane = event.kind === "deliver" ? lanes.laneOfNeuron(event.from) : 0;
    const point = points.add(event, lane);
    if (point === undefined) continue;
    pointAt[place] = point.index;
    tell(event, point, lane);
  }
  return { points: points.list, arrows: arrows.list, events: shown.length, drawn: place };
}

/** Collects arrows; "together": those that join the same two points are one. */
function createArrows(put: "apart" | "together", mostPoints: number) {
  const list: Arrow[] = [];
  const known = new Map<number, Arrow>();
  return {
    list,
    add(arrow: Arrow): void {
      if (put === "together") {
        const { to, sent, from } = arrow;
        const key = to.index * 2 * mostPoints + (sent === undefined ? from : mostPoints + sent.index);
        const before = known.get(key);
        if (before !== undefined) {
          before.count++;
          return;
        }
        known.set(key, arrow);
      }
      list.push(arrow);
    },
  };
}

/** The event in which the sender of a delivery computed what it says; undefined where that is not told. */
function senderOf(
  { parents, from }: Extract<TraceEvent, { kind: "deliver" }>,
  find: (n: number) => TraceEvent | undefined,
): TraceEvent | undefined {
  for (const n of parents) {
    const parent = find(n);
    const says = parent?.kind === "feed" || parent?.kind === "activate" || parent?.kind === "delta";
    if (says && parent.neuron === from) return parent;
  }
  return undefined;
}
