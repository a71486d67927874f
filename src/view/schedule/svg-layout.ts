import { labelWidth } from "../svg/label.ts";
import type { Chart } from "./chart.ts";

/** A part of time, from one moment to another. */
export type Span = readonly [from: number, to: number];

/** What of a timetable is drawn, and how large. */
export interface Layout {
  /** Pixels of a tick. */
  readonly scale: number;
  /** What stands one below another. */
  readonly blocks: readonly Span[];
  /** Ranks from 0 on that are drawn. */
  readonly ranks: number;
  /** Where the drawing ends. */
  readonly until: number;
}

const blockWidth = 1400;
const mostBlocks = 6;
const mostRanks = 64;
/** Each is an element with a title: a file of so many stays well under two megabytes. */
const mostPieces = 5000;
/** How many times as wide as its text a bar may be, so that a far shorter one can be told in its own. */
const widest = 12;

/**
 * A tick is as wide as lets the shortest task tell its name, as long as that does not make the longest one too wide. Time
 * is cut into as few blocks as there is need for, all about equally long, at whole ticks where a block has several.
 */
export function layOut(chart: Chart): Layout {
  const { timetable, figures } = chart;
  const ranks = Math.min(mostRanks, timetable.ranks.length);
  const until = drawnUntil(chart, ranks);
  const name = labelWidth(chart.textOf(longestName(chart)), 11) + 12;
  const durations = timetable.ranks.flatMap((slots) => slots.map(({ start, end }) => end - start));
  const [shortest, longest] = durations.reduce(
    ([least, most], ticks) => [ticks > 0 ? Math.min(least, ticks) : least, Math.max(most, ticks)],
    [Infinity, 0],
  );
  const scale = longest === 0 ? 1 : name / Math.max(shortest, longest / widest);
  const count = Math.max(1, Math.ceil((until * scale) / blockWidth));
  const even = until / count;
  const length = even > 2 ? Math.ceil(even) : even;
  const blocks: [number, number][] = [];
  for (let from = 0; from < until && blocks.length < mostBlocks; from += length) {
    blocks.push([from, Math.min(until, from + length)]);
  }
  return { scale, blocks, ranks, until: blocks.at(-1)?.[1] ?? figures.makespan };
}

function longestName({ timetable }: Chart) {
  const { stages, microBatches } = timetable;
  return { stage: stages - 1, kind: "W", microBatch: microBatches - 1 } as const;
}

/** The end of the timetable, or when the first piece begins for which there is no room. */
function drawnUntil({ timetable, figures, idle }: Chart, ranks: number): number {
  const starts = [
    ...timetable.ranks.slice(0, ranks).flatMap((slots) => slots.map(({ start }) => start)),
    ...idle.filter(({ rank }) => rank < ranks).map(({ from }) => from),
  ].sort((one, other) => one - other);
  return starts[mostPieces] ?? figures.makespan;
}
