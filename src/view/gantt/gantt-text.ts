import { type Paint, plainPaint, type Shade } from "../paint.ts";
import { drawTable } from "../terminal/table.ts";
import { padRight, truncate, widthOf } from "../terminal/text-width.ts";
import { wrapLine } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import type { GanttCounts } from "./gantt-counts.ts";
import { entryText, taskLetters } from "./gantt-entry.ts";
import type { GanttGrid, GanttRow, GanttTask } from "./gantt-grid.ts";
import { type Lanes, lanesOf } from "./gantt-lanes.ts";
import { findingsOf, headingOf, notesOf, percent, reasonsIn, rowName, tasksIn } from "./gantt-summary.ts";
import { type Block, blocksOf } from "./gantt-window.ts";
import { type GanttWords, ganttWords } from "./gantt-words.ts";

/** More blocks are no picture any more. */
const mostBlocks = 12;

const shades: Readonly<Record<GanttTask, Shade>> = {
  given: "dim",
  forward: "forward",
  loss: "bold",
  backward: "backward",
  gradient: "bold",
};

interface Sheet {
  readonly grid: GanttGrid;
  /** One a row. */
  readonly lanes: readonly Lanes[];
  /** The first ticks of batches. */
  readonly starts: ReadonlySet<number>;
  readonly words: GanttWords;
  readonly paint: Paint;
  readonly labelWidth: number;
  /** Columns of a tick: what stands in it, and one column in which a line can stand. */
  readonly cellWidth: number;
}

/** The chart as lines: what it is, the grid in blocks, and who works and who waits. */
export function ganttText(grid: GanttGrid, counts: GanttCounts, options: ViewOptions): string[] {
  const { language = "en", columns = 80, paint = plainPaint } = options;
  const words = ganttWords[language];
  const wrap = (line: string): string[] => wrapLine(line, columns);
  if (grid.to === grid.from) return wrap(words.nothing);
  const names = grid.rows.map((row) => widthOf(rowName(row, words, columns)));
  const labelWidth = Math.min(Math.max(widthOf(words.tick), ...names), Math.max(6, Math.floor(columns / 5)));
  const lanes = grid.rows.map(lanesOf);
  const cellWidth = 2 + String(grid.lastMicroBatch).length + (lanes.some(({ isPacked }) => isPacked) ? 1 : 0);
  const starts = new Set(grid.batches.map(({ tick }) => tick));
  const sheet = { grid, lanes, starts, words, paint, labelWidth, cellWidth };
  const perBlock = (columns - labelWidth - 1) / cellWidth;
  const blocks = blocksOf(grid, { perBlock, mostBlocks, keep: options.at === undefined ? "first" : "last" });
  return [
    ...wrap(headingOf(grid, words)).map(paint.bold),
    ...wrap(legendOf(grid, words)).map((line) => paint.dim(line.replaceAll("\u00a0", " "))),
    ...notesOf(grid, blocks, words).flatMap(wrap),
    ...blocks.flatMap((block) => ["", ...blockLines(block, sheet)]),
    ...(counts.stages.length === 0 ? [] : ["", ...countLines(counts, words, columns, paint)]),
  ];
}

/** What of the chart's signs is in it; no line ends between a sign and what it says. */
function legendOf(grid: GanttGrid, words: GanttWords): string {
  const signs = tasksIn(grid).map((task) => `${taskLetters[task]}\u00a0${words.tasks[task]}`);
  const hasCommits = grid.rows.some(({ commits }) => commits.size > 0);
  return words.legend(hasCommits ? [...signs, `┃\u00a0${words.commit}`] : signs);
}

function blockLines(block: Block, sheet: Sheet): string[] {
  const { grid, lanes, words, paint, labelWidth } = sheet;
  const label = (text: string): string => `${padRight(truncate(text, labelWidth), labelWidth)} `;
  const axis = ticksLine(block, sheet);
  const lines = grid.rows.flatMap((row, r) => {
    const name = label(rowName(row, words, labelWidth));
    return rowLines(row, lanes[r] ?? lanesOf(row), block, sheet).map(
      (line, lane) => (lane === 0 ? name : label("")) + line,
    );
  });
  return [label("") + batchesLine(block, sheet), paint.dim(label(words.tick) + axis), ...lines].map((line) =>
    line.trimEnd(),
  );
}

/** The names of batches over their first ticks, as far as each has room. */
function batchesLine([from, to]: Block, { grid, words, cellWidth }: Sheet): string {
  const begun = grid.batches.filter(({ tick }) => tick < to);
  const shown = begun.filter(
    ({ tick }, i) => tick >= from || i === begun.findLastIndex((b) => b.tick < from),
  );
  let line = "";
  shown.forEach(({ batch, tick }, i) => {
    const next = shown[i + 1]?.tick ?? to;
    const start = (Math.max(tick, from) - from) * cellWidth;
    line = padRight(line, start) + truncate(words.batch(batch), (next - from) * cellWidth - start - 1);
  });
  return line;
}

/** Numbers of ticks, so far apart that they do not touch. */
function ticksLine([from, to]: Block, { cellWidth }: Sheet): string {
  const step = [1, 2, 5, 10, 20, 50, 100].find((each) => each * cellWidth > String(to - 1).length) ?? 1000;
  let line = "";
  for (let tick = from; tick < to; tick++) {
    const text = tick % step === 0 ? String(tick) : "";
    const column = (tick - from) * cellWidth;
    if (text !== "" && column + text.length <= (to - from) * cellWidth) line = padRight(line, column) + text;
  }
  return line;
}

/**
 * A line for each lane of a row that something stands in, and at least one. In the last column of a tick stands a commit,
 * or the border of a batch.
 */
function rowLines(
  row: GanttRow,
  lanes: Lanes,
  [from, to]: Block,
  { starts, paint, cellWidth }: Sheet,
): string[] {
  const used = new Set<number>();
  const lines = Array<string>(lanes.count).fill("");
  for (let tick = from; tick < to; tick++) {
    const entries = lanes.at(tick);
    const border = row.commits.has(tick) ? "┃" : starts.has(tick + 1) && tick + 1 < to ? paint.dim("│") : " ";
    for (let lane = 0; lane < lanes.count; lane++) {
      const found = entries.find((each) => each.lane === lane);
      if (found !== undefined) used.add(lane);
      const cell = found === undefined ? "" : entryText(found);
      const painted = found === undefined ? cell : paint[shades[found.entry.task]](cell);
      const filled = painted + " ".repeat(Math.max(0, cellWidth - 1 - cell.length));
      lines[lane] = `${lines[lane] ?? ""}${filled}${border}`;
    }
  }
  return lines.filter((_, lane) => used.has(lane) || (used.size === 0 && lane === 0));
}

/** Who works, who waits for what, and the bubble. */
function countLines(counts: GanttCounts, words: GanttWords, columns: number, paint: Paint): string[] {
  const reasons = reasonsIn(counts);
  const headings = [words.stage, words.utilisation, ...reasons.map((reason) => words.waits[reason][0])];
  const rows = counts.stages.map(({ row, busy, waits }) => [
    rowName(row, words, Math.max(8, Math.floor(columns / 5))),
    `${busy}/${counts.ticks} = ${percent(busy / counts.ticks)}`,
    ...reasons.map((reason) => String(waits[reason])),
  ]);
  const [bubble = "", ...others] = findingsOf(counts, words);
  return [
    ...drawTable(headings, rows, { columns, paint }),
    "",
    ...wrapLine(bubble, columns).map(paint.bold),
    ...others.flatMap((note) => wrapLine(note, columns)),
  ];
}
