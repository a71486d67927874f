import type { TraceEvent } from "../../trace/event.ts";
import type { FlowFrame } from "./flow-frames.ts";

/** When each frame of an animation is seen, in seconds from its beginning; it begins again after `total`. */
export interface Timeline {
  readonly total: number;
  readonly moments: readonly Moment[];
}

export interface Moment {
  /** The picture begins to turn into this frame's; the same as `start` where it stays. */
  readonly turn: number;
  readonly start: number;
  /** Messages have arrived, and numbers appear. */
  readonly arrive: number;
  readonly end: number;
}

/** From … up to: when something is seen. */
export type Interval = readonly [from: number, to: number];

/** For the picture to turn round. */
const turning = 0.8;

/** The last frame stands still for so long. */
const rest = 3;

/** About three events a second; what is to be read takes longer. */
const seconds: Readonly<Record<TraceEvent["kind"], number>> = {
  train: 1,
  batch: 0.7,
  action: 0.5,
  feed: 0.3,
  deliver: 0.34,
  activate: 0.4,
  loss: 0.8,
  error: 0.45,
  delta: 0.4,
  gradient: 0.4,
  commit: 0.4,
  population: 0.5,
  end: 0.5,
};

export function timelineOf(
  frames: readonly Pick<FlowFrame, "kind" | "picture" | "links" | "lossLinks">[],
): Timeline {
  let now = 0;
  const moments = frames.map(({ kind, picture, links, lossLinks }, i): Moment => {
    const before = frames[i - 1];
    const turn = now;
    if (before !== undefined && before.picture !== picture) now += turning;
    const start = now;
    now += seconds[kind];
    const travels = links.length + lossLinks.length > 0;
    return { turn, start, arrive: start + seconds[kind] * (travels ? 0.75 : 0.1), end: now };
  });
  return { total: now + rest, moments };
}

/** Intervals that touch or overlap, put together. */
export function joined(intervals: readonly Interval[]): Interval[] {
  const result: [number, number][] = [];
  for (const [from, to] of intervals) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
