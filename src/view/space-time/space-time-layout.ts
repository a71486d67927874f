import { pointKind, type PointKind } from "./point-kinds.ts";
import type { Point } from "./points.ts";
import type { SpaceTimePicture } from "./space-time-picture.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- ticks and points are looked up by places counted here */

/** Where everything stands, in pixels: lines side by side, time running down. */
export interface SpaceTimeLayout {
  readonly laneWidth: number;
  /** Of a line by its place; undefined for one that is not drawn. */
  readonly laneX: (lane: number) => number | undefined;
  /** Of each point, by its index. */
  readonly pointY: readonly number[];
  /** Where each tick begins, and where the last one ends. */
  readonly tickY: readonly number[];
  readonly right: number;
  /** Whether arrivals stand far enough from each other to be numbered, by tick. */
  readonly hasRoom: readonly boolean[];
}

export const margin = 28;
/** Where the first line may stand: the numbers of ticks are at its left. */
export const left = margin + 40;
/** The radius of a point. */
export const radius = 8;

const [leastLane, mostLane, bestWidth] = [46, 116, 1120];
const [pointRoom, arrivalRoom, leastTick] = [22, 14, 34];
/** The number of a δ stands under it. */
const rooms: Readonly<Record<Exclude<PointKind, "arrival">, number>> = {
  run: pointRoom, activation: pointRoom, delta: 28, loss: pointRoom, error: 18, gradient: pointRoom,
  commit: pointRoom,
}; // prettier-ignore
/** More arrivals of one tick on one line stand closer together. */
const mostArrivals = 8;

/** Within a tick, what happens on a line stands in its order, and a tick is as high as its busiest line asks for. */
export function layOutSpaceTime(picture: SpaceTimePicture, top: number): SpaceTimeLayout {
  const { points, drawnLanes, ticks, lanes } = picture;
  const laneWidth = Math.max(
    leastLane,
    Math.min(mostLane, Math.floor(bestWidth / Math.max(1, drawnLanes.length))),
  );
  const places = new Map(drawnLanes.map((lane, i) => [lane, left + (i + 0.5) * laneWidth]));
  const count = lanes.list.length;
  const arrivals = new Int32Array(ticks.times.length * count);
  for (const { tick, lane, event } of points) if (event.kind === "deliver") arrivals[tick * count + lane]!++;
  const used = new Float64Array(ticks.times.length * count);
  const offsets = points.map(({ tick, lane, event }: Point): number => {
    const cell = tick * count + lane;
    const kind = pointKind(event);
    const room = kind === "arrival" ? roomOf(arrivals[cell]!) : rooms[kind];
    used[cell]! += room;
    return used[cell]! - room + Math.min(room, pointRoom) / 2;
  });
  const tickY = [top];
  const hasRoom: boolean[] = [];
  ticks.times.forEach((_, tick) => {
    const cells = used.subarray(tick * count, (tick + 1) * count);
    const most = cells.reduce((high, each) => Math.max(high, each), 0);
    tickY.push(tickY[tick]! + Math.max(leastTick, most + 14));
    hasRoom.push(arrivals.subarray(tick * count, (tick + 1) * count).every((each) => each <= mostArrivals));
  });
  return {
    laneWidth,
    laneX: (lane) => places.get(lane),
    pointY: points.map(({ tick }, i) => tickY[tick]! + 7 + offsets[i]!),
    tickY,
    right: left + drawnLanes.length * laneWidth,
    hasRoom,
  };
}

function roomOf(arrivals: number): number {
  return arrivals <= mostArrivals ? arrivalRoom : Math.max(2, (arrivalRoom * mostArrivals) / arrivals);
}
