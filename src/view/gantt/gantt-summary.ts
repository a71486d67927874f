import { printable } from "../printable.ts";
import { formatNumber } from "../number-text.ts";
import { truncate } from "../terminal/text-width.ts";
import { bubbleOfTotal, type GanttCounts, type StageCounts, type WaitsFor } from "./gantt-counts.ts";
import { taskLetters } from "./gantt-entry.ts";
import type { GanttGrid, GanttRow, GanttTask } from "./gantt-grid.ts";
import type { Block } from "./gantt-window.ts";
import type { GanttWords } from "./gantt-words.ts";

// What both forms of the chart say in words.

export function headingOf({ batches, from, to }: GanttGrid, words: GanttWords): string {
  const numbers = batches.map(({ batch }) => batch);
  return words.heading(numbers, from, to - 1);
}

/** What the reader has to know of a chart that does not show everything as it is. */
export function notesOf(grid: GanttGrid, blocks: readonly Block[], words: GanttWords): string[] {
  const [first, last] = [blocks[0]?.[0] ?? grid.from, blocks.at(-1)?.[1] ?? grid.to];
  const isWhole = first === grid.from && last === grid.to;
  const together = words.together[grid.together];
  return [
    ...(together === undefined ? [] : [together]),
    ...(grid.tellsWork ? [] : [words.untold]),
    ...(isWhole ? [] : [words.shown(first, last - 1, grid.to - grid.from)]),
  ];
}

/** The tasks that there are in a grid. */
export function tasksIn({ rows }: GanttGrid): GanttTask[] {
  const found = new Set<GanttTask>();
  for (const { cells } of rows) {
    for (const entries of cells.values()) for (const { task } of entries) found.add(task);
  }
  return (Object.keys(taskLetters) as GanttTask[]).filter((task) => found.has(task));
}

/** Of the loss, its word; of several neurons also how many. */
export function rowName({ name, neurons }: GanttRow, words: GanttWords, width: number): string {
  if (name === undefined) return truncate(words.loss, width);
  const count = neurons === 1 ? "" : ` ×${neurons}`;
  return truncate(printable(name), Math.max(1, width - count.length)) + count;
}

/** The bubble, how it is counted, and who waits longest. */
export function findingsOf(counts: GanttCounts, words: GanttWords): string[] {
  const longest = longestWait(counts.stages);
  return [
    bubbleText(counts, words),
    words.convention,
    ...(counts.several > 0 ? [words.several(counts.several)] : []),
    ...(longest === undefined ? [] : [waitText(longest, counts.ticks, words)]),
  ];
}

export function bubbleText(counts: GanttCounts, words: GanttWords): string {
  return words.bubble(percent(bubbleOfTotal(counts)), counts.idle, counts.total);
}

export function percent(share: number): string {
  return `${formatNumber(share * 100, 3)} %`;
}

/** Why stages wait, of those reasons that there are. */
export function reasonsIn({ stages }: GanttCounts): WaitsFor[] {
  const reasons: readonly WaitsFor[] = ["activations", "errorSignals", "coordinator", "end"];
  return reasons.filter((reason) => stages.some(({ waits }) => waits[reason] > 0));
}

/** The stage with the fewest busy ticks, the first of several; undefined where none waits. */
function longestWait(stages: readonly StageCounts[]): StageCounts | undefined {
  const least = stages.reduce((fewest, { busy }) => Math.min(fewest, busy), Infinity);
  return stages.find((stage) => stage.busy === least && mainWait(stage) !== undefined);
}

function waitText(stage: StageCounts, ticks: number, words: GanttWords): string {
  const reason = mainWait(stage) ?? "end";
  const name = rowName(stage.row, words, 40);
  return words.waitsLongest(name, ticks - stage.busy, ticks, stage.waits[reason], words.waits[reason][1]);
}

function mainWait({ waits }: StageCounts): WaitsFor | undefined {
  let main: WaitsFor | undefined;
  for (const reason of Object.keys(waits) as WaitsFor[]) {
    if (waits[reason] > (main === undefined ? 0 : waits[main])) main = reason;
  }
  return main;
}
