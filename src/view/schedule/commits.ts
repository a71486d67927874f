import type { Timetable } from "../../schedule/timetable.ts";

/** A stage changes its weights, on a rank that holds it. */
export interface Commit {
  readonly rank: number;
  readonly stage: number;
  readonly time: number;
}

/**
 * The commits of a timetable: a stage commits as soon as it has the gradients of `gradientsPerCommit` micro-batches. Where
 * there are copies of it, all of them commit, at the same moment.
 */
export function commitsOf({ ranks, stages }: Timetable, gradientsPerCommit: number): Commit[] {
  const ends = Array.from({ length: stages }, (): number[] => []);
  const holders = ends.map(() => new Set<number>());
  ranks.forEach((slots, rank) => {
    for (const { action, end } of slots) {
      holders[action.stage]?.add(rank);
      if (action.kind === "B" || action.kind === "W") ends[action.stage]?.push(end);
    }
  });
  return ends.flatMap((times, stage) =>
    times
      .sort((one, other) => one - other)
      .filter((_, i) => (i + 1) % gradientsPerCommit === 0)
      .flatMap((time) => Array.from(holders[stage] ?? [], (rank): Commit => ({ rank, stage, time }))),
  );
}
