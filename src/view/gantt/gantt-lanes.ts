import type { GanttEntry, GanttRow, GanttTask } from "./gantt-grid.ts";

/**
 * Lanes of a row: forward tasks in the upper ones, what comes back in the lower ones; a single lane where no two meet. A
 * row that would need too many has one a kind of task, and tells the first task of each.
 */
export interface Lanes {
  readonly count: number;
  readonly isPacked: boolean;
  readonly at: (tick: number) => readonly LaneEntry[];
}

export interface LaneEntry {
  readonly lane: number;
  readonly entry: GanttEntry;
  /** Whether there are more of the same kind in this tick, without a lane of their own. */
  readonly hasMore: boolean;
}

const mostLanes = 4;
const order: readonly GanttTask[] = ["given", "forward", "loss", "backward", "gradient"];

export function lanesOf({ cells }: GanttRow): Lanes {
  let [most, upper, lower] = [1, 0, 0];
  const kinds = new Set<GanttTask>();
  for (const entries of cells.values()) {
    const down = entries.filter(isDown).length;
    [most, upper, lower] = [
      Math.max(most, entries.length),
      Math.max(upper, down),
      Math.max(lower, entries.length - down),
    ];
    for (const { task } of entries) kinds.add(task);
  }
  const ofTick = (tick: number): readonly GanttEntry[] => cells.get(tick) ?? [];
  if (most === 1) {
    return { count: 1, isPacked: false, at: (tick) => ofTick(tick).map((entry) => laneEntry(0, entry)) };
  }
  if (upper + lower > mostLanes) {
    const found = order.filter((task) => kinds.has(task));
    return { count: found.length, isPacked: true, at: (tick) => packed(ofTick(tick), found) };
  }
  const at = (tick: number): LaneEntry[] => {
    let [nextDown, nextUp] = [0, upper];
    return ofTick(tick).map((entry) => laneEntry(isDown(entry) ? nextDown++ : nextUp++, entry));
  };
  return { count: upper + lower, isPacked: false, at };
}

function packed(entries: readonly GanttEntry[], kinds: readonly GanttTask[]): LaneEntry[] {
  return kinds.flatMap((kind, lane) => {
    const [first, ...others] = entries.filter(({ task }) => task === kind);
    return first === undefined ? [] : [laneEntry(lane, first, others)];
  });
}

function laneEntry(lane: number, entry: GanttEntry, others: readonly GanttEntry[] = []): LaneEntry {
  return { lane, entry, hasMore: others.length > 0 };
}

function isDown({ task }: GanttEntry): boolean {
  return task === "given" || task === "forward";
}
