import { bisectLeft } from "d3-array";
import type { Computation } from "../../schedule/action.ts";
import { type Grid, gridOf } from "../../schedule/grid.ts";
import { gridBlocks } from "../../schedule/grid-text.ts";
import { sliver } from "../../schedule/timing.ts";
import { plainPaint, type Shade } from "../paint.ts";
import { drawTable } from "../terminal/table.ts";
import { padRight, widthOf } from "../terminal/text-width.ts";
import { wrapLine } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import type { Chart } from "./chart.ts";
import { type ScheduleWords, scheduleWords } from "./schedule-words.ts";
import { bubbleText, causesText, headingOf, rankTable, ticksText } from "./summary.ts";

/** More blocks, and more rows in them, are no picture any more. */
const mostBlocks = 12;
const mostRanks = 64;

const shades: Readonly<Record<Computation, Shade>> = {
  F: "forward",
  I: "backward",
  W: "gradient",
  B: "backward",
};

/** The picture as lines: what it is, the grid in blocks, who works and why the others wait. */
export function scheduleText(chart: Chart, options: ViewOptions): string[] {
  const { language = "en", columns = 80, paint = plainPaint } = options;
  const words = scheduleWords[language];
  const wrap = (line: string): string[] => (line === "" ? [] : wrapLine(line, columns));
  const { lines, note } = gridLines(chart, options, words);
  const { headings, rows } = rankTable(chart, words);
  return [
    ...wrap(headingOf(chart, words)).map(paint.bold),
    ...wrap(legendOf(chart, words)).map((line) => paint.dim(line.replaceAll("\u00a0", " "))),
    ...wrap(note),
    "",
    ...lines,
    "",
    ...drawTable(headings, rows.slice(0, mostRanks), { columns, paint }),
    ...wrap(causesText(chart, words)),
    "",
    ...wrap(bubbleText(chart, words)).map(paint.bold),
  ];
}

/** The signs that occur; no line ends between a sign and what it says. */
function legendOf({ kinds, namesStages, commits }: Chart, words: ScheduleWords): string {
  const signs = kinds.map((kind) => `${kind}\u00a0${words.tasks[kind]}`);
  if (commits.length > 0) signs.push(`┃\u00a0${words.commit}`);
  return `${words.legend(signs)} ${words.numbers(namesStages)}`;
}

/** As many blocks of the grid as are drawn, and what is left out; an empty note if nothing is. */
function gridLines(
  chart: Chart,
  { columns = 80, paint = plainPaint }: ViewOptions,
  words: ScheduleWords,
): { readonly lines: string[]; readonly note: string } {
  const end = chart.figures.makespan;
  const all = gridOf(chart.timetable);
  const grid = { times: all.times, rows: all.rows.slice(0, mostRanks) };
  const names = grid.rows.map((_, rank) => `${words.rank} ${rank}`);
  const labelWidth = Math.max(...[words.tick, ...names].map(widthOf)) + 1;
  const label = (text: string): string => padRight(text, labelWidth);
  const lines: string[] = [];
  const blocks = gridBlocks(grid, {
    columns: columns - labelWidth,
    commitsAfter: commitFinder(chart, grid),
    paint: (text, { kind }) => paint[shades[kind]](text),
  });
  let [drawn, until] = [0, 0];
  for (const { to, axis, rows } of blocks) {
    lines.push(...(drawn > 0 ? [""] : []), paint.dim(`${label(words.tick)}${axis}`.trimEnd()));
    rows.forEach((row, rank) => lines.push(`${label(names[rank] ?? "")}${row}`.trimEnd()));
    until = grid.times[to] ?? end;
    if (++drawn === mostBlocks) break;
  }
  const isWhole = until >= end - sliver(end) && grid.rows.length === all.rows.length;
  const size = [grid.rows.length, all.rows.length] as const;
  return { lines, note: isWhole ? "" : words.shown(...size, ticksText(until), ticksText(end)) };
}

/** Whether a rank commits when a column ends; a commit that is not at such a moment stands at the end of its column. */
function commitFinder({ commits }: Chart, { times }: Grid): (rank: number, column: number) => boolean {
  const found = new Set<string>();
  const last = times.length - 2;
  for (const { rank, time } of commits) {
    const end = bisectLeft(times, time - sliver(time), 1);
    found.add(`${rank} ${Math.min(last, end - 1)}`);
  }
  return (rank, column) => found.has(`${rank} ${column}`);
}
