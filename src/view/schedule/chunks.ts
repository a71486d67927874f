import type { Timetable } from "../../schedule/timetable.ts";

/** Which of its rank's stages a stage is, from 0. */
export type ChunkOf = (rank: number, stage: number) => number;

/**
 * Numbers the stages of each rank, the one that has the rank's own number first, then those that lie further and further
 * away: so the chunks of an interleaved plan are in order, and the first stages of all ranks are one way through the pipeline.
 */
export function chunksOf({ ranks }: Timetable): { readonly count: number; readonly chunkOf: ChunkOf } {
  const chunks = ranks.map((slots, rank) => {
    const stages = [...new Set(slots.map(({ action }) => action.stage))];
    stages.sort((one, other) => Math.abs(one - rank) - Math.abs(other - rank) || one - other);
    return new Map(stages.map((stage, chunk) => [stage, chunk]));
  });
  return {
    count: chunks.reduce((most, { size }) => Math.max(most, size), 0),
    chunkOf: (rank, stage) => chunks[rank]?.get(stage) ?? 0,
  };
}
