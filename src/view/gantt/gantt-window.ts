import type { GanttGrid } from "./gantt-grid.ts";

/** Ticks that stand side by side, from the first up to, not including, the second. */
export type Block = readonly [from: number, to: number];

export interface WindowOptions {
  /** Ticks of a block at most. */
  readonly perBlock: number;
  readonly mostBlocks: number;
  /** Which end is shown of a chart that is too long. */
  readonly keep: "first" | "last";
}

/**
 * Cuts a grid into blocks, where a batch begins if that leaves a block more than half full. Of a long chart only its
 * first or last blocks are given.
 */
export function blocksOf({ from, to, batches }: GanttGrid, options: WindowOptions): Block[] {
  const perBlock = Math.max(1, Math.floor(options.perBlock));
  const { mostBlocks, keep } = options;
  let start = from;
  if (keep === "last" && to - from > perBlock * mostBlocks) start = to - perBlock * mostBlocks;
  const starts = new Set(batches.map(({ tick }) => tick));
  const blocks: Block[] = [];
  while (start < to && blocks.length < mostBlocks) {
    let end = Math.min(to, start + perBlock);
    if (end < to && keep === "first") {
      let border = end;
      while (border > start + perBlock / 2 && !starts.has(border)) border--;
      if (starts.has(border)) end = border;
    }
    blocks.push([start, end]);
    start = end;
  }
  return blocks;
}
