import { micro } from "../export/perfetto-arrows.ts";
import { tickLength } from "../export/perfetto-slices.ts";
import type { Chart } from "./chart.ts";

/** An entry of the Trace Event Format. */
export type Entry = Readonly<Record<string, unknown>>;

/** A row of the timeline: see src/view/export/perfetto-lanes.ts for what numbers it may have. */
export interface Lane {
  readonly pid: number;
  readonly tid: number;
}

export interface Lanes {
  /** Of a stage on a rank. */
  readonly stage: (rank: number, stage: number) => Lane;
  readonly idle: (rank: number) => Lane;
}

/** Numbers processes from 1 on, and threads behind them, those of one rank one after another in the order of its chunks. */
export function lanesOf({ timetable, chunks, chunkOf }: Chart): Lanes {
  const ranks = timetable.ranks.length;
  const firstOf = (rank: number): number => ranks + 1 + rank * (chunks + 1);
  return {
    stage: (rank, stage) => ({ pid: rank + 1, tid: firstOf(rank) + chunkOf(rank, stage) }),
    idle: (rank) => ({ pid: rank + 1, tid: firstOf(rank) + chunks }),
  };
}

/** A time in ticks as the format has it, in whole nanoseconds. */
export function at(time: number): number {
  return Number(micro(nanoseconds(time)));
}

export function nanoseconds(time: number): number {
  return Math.round(time * tickLength);
}
