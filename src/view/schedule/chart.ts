import { type Action, actionText, type Computation } from "../../schedule/action.ts";
import { type Figures, figuresOf } from "../../schedule/figures.ts";
import { type Idle, idleTimes } from "../../schedule/idle.ts";
import type { Timetable } from "../../schedule/timetable.ts";
import { truncate } from "../terminal/text-width.ts";
import { type ChunkOf, chunksOf } from "./chunks.ts";
import { type Commit, commitsOf } from "./commits.ts";

/** What a timetable does not tell by itself. */
export interface ScheduleNaming {
  /** What the schedule is called. */
  readonly name: string;
  /** After how many micro-batches a stage commits; after all of them unless said. */
  readonly gradientsPerCommit?: number | undefined;
}

/** A timetable, and what all pictures of it tell. */
export interface Chart {
  readonly name: string;
  readonly timetable: Timetable;
  readonly figures: Figures;
  readonly idle: readonly Idle[];
  readonly commits: readonly Commit[];
  /** The most stages that a rank holds, and which of them a stage is. */
  readonly chunks: number;
  readonly chunkOf: ChunkOf;
  /** Whether stages are named beside micro-batches, as some rank has another stage than that of its own number. */
  readonly namesStages: boolean;
  /** What stands for an action: `F2`, or `1F2` where stages are named. */
  readonly textOf: (action: Action) => string;
  /** Those that there are, in this order: F, I, W, B. */
  readonly kinds: readonly Computation[];
}

/** A schedule of the user's own is called as its file, of which the path may be long. */
const longestName = 60;

export function chartOf(timetable: Timetable, { name, gradientsPerCommit }: ScheduleNaming): Chart {
  const { ranks, microBatches } = timetable;
  const namesStages = ranks.some((slots, rank) => slots.some(({ action }) => action.stage !== rank));
  const { count, chunkOf } = chunksOf(timetable);
  const found = new Set(ranks.flatMap((slots) => slots.map(({ action }) => action.kind)));
  return {
    name: truncate(name, longestName),
    timetable,
    figures: figuresOf(timetable),
    idle: idleTimes(timetable),
    commits: commitsOf(timetable, gradientsPerCommit ?? microBatches),
    chunks: count,
    chunkOf,
    namesStages,
    textOf: (action) => (namesStages ? actionText(action) : `${action.kind}${action.microBatch}`),
    kinds: (["F", "I", "W", "B"] as const).filter((kind) => found.has(kind)),
  };
}
