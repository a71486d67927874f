import type { Slot, Timetable } from "./timetable.ts";

/** What a stage does to its weights: reads them in F and in B, and changes them in U, its commit. */
export type StageEvent = { readonly kind: "F" | "B"; readonly microBatch: number } | { readonly kind: "U" };

/**
 * The order of F, B and U on every stage of a timetable: U as soon as a stage has the gradients of `gradientsPerCommit`
 * micro-batches. A commit takes no time. What is too little for a commit at the end is not committed.
 */
export function stageEvents({ ranks, stages }: Timetable, gradientsPerCommit: number): StageEvent[][] {
  const ofStages = Array.from({ length: stages }, (): Slot[] => []);
  for (const slot of ranks.flat()) ofStages[slot.action.stage]?.push(slot);
  return ofStages.map((slots) => {
    const events: StageEvent[] = [];
    let gradients = 0;
    // Copies of a stage are on several ranks; a commit is one of all of them.
    for (const { action } of slots.sort((one, other) => one.end - other.end)) {
      const { kind, microBatch } = action;
      if (kind === "F") events.push({ kind, microBatch });
      if (kind === "B" || kind === "I") events.push({ kind: "B", microBatch });
      if ((kind === "B" || kind === "W") && ++gradients % gradientsPerCommit === 0)
        events.push({ kind: "U" });
    }
    return events;
  });
}
