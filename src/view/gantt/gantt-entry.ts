import type { GanttTask } from "./gantt-grid.ts";
import type { LaneEntry } from "./gantt-lanes.ts";

/** The letters of pipeline schedules; an input is given its x, and L is the loss. */
export const taskLetters: Readonly<Record<GanttTask, string>> = {
  given: "x",
  forward: "F",
  loss: "L",
  backward: "B",
  gradient: "W",
};

/** What stands in a cell: `F0`, `B2`, `W`; `F0+` where there are others beside it. */
export function entryText({ entry: { task, microBatch }, hasMore }: LaneEntry): string {
  return `${taskLetters[task]}${microBatch ?? ""}${hasMore ? "+" : ""}`;
}
