import type { GanttEntry, GanttGrid, GanttRow, GanttTask } from "./gantt-grid.ts";

/** What an idle stage waits for, by what it does next: "end" where nothing follows. */
export type WaitsFor = "activations" | "errorSignals" | "coordinator" | "end";

/** A stage's ticks. Ticks of tasks may be more than `busy`: in one tick a stage may do several. */
export interface StageCounts {
  readonly row: GanttRow;
  readonly busy: number;
  readonly tasks: Readonly<Record<GanttTask, number>>;
  readonly waits: Readonly<Record<WaitsFor, number>>;
}

/** The ticks of a grid, counted: each of each stage that computes is busy or idle; of no stage where nothing tells which. */
export interface GanttCounts {
  readonly ticks: number;
  readonly stages: readonly StageCounts[];
  /** Stages × ticks. */
  readonly total: number;
  readonly idle: number;
  /** Of the busy ones, those in which a stage does several tasks. */
  readonly several: number;
}

export function ganttCounts({ rows, tellsWork, from, to }: GanttGrid): GanttCounts {
  const counted = tellsWork ? rows.filter(({ computes }) => computes) : [];
  const stages = counted.map((row) => stageCounts(row, from, to));
  const total = stages.length * (to - from);
  const busy = stages.reduce((sum, stage) => sum + stage.busy, 0);
  const several = stages.reduce((sum, { row }) => sum + severalIn(row), 0);
  return { ticks: to - from, stages, total, idle: total - busy, several };
}

/** The share of stage-ticks in which nothing is done: "bubble of total". NaN where there are none. */
export function bubbleOfTotal({ idle, total }: GanttCounts): number {
  return idle / total;
}

function stageCounts(row: GanttRow, from: number, to: number): StageCounts {
  const tasks = { given: 0, forward: 0, loss: 0, backward: 0, gradient: 0 };
  const waits = { activations: 0, errorSignals: 0, coordinator: 0, end: 0 };
  for (const entries of row.cells.values()) for (const { task } of entries) tasks[task]++;
  // A commit ends the waiting for it, but takes no time by itself.
  const moments = [...new Set([...row.cells.keys(), ...row.commits])].toSorted((one, other) => one - other);
  let next = from;
  for (const tick of moments) {
    const entries = row.cells.get(tick);
    const idle = tick - next + (entries === undefined ? 1 : 0);
    waits[entries?.[0] === undefined ? "coordinator" : waitingFor(entries[0])] += idle;
    next = tick + 1;
  }
  waits.end += to - next;
  return { row, busy: row.cells.size, tasks, waits };
}

function waitingFor({ task }: GanttEntry): WaitsFor {
  if (task === "gradient") return "coordinator";
  return task === "backward" ? "errorSignals" : "activations";
}

function severalIn({ cells }: GanttRow): number {
  let several = 0;
  for (const entries of cells.values()) if (entries.length > 1) several++;
  return several;
}
