import type { Trace } from "../../trace/header.ts";
import { formatNumber } from "../number-text.ts";
import { plainPaint } from "../paint.ts";
import { printable } from "../printable.ts";
import { truncate, widthOf } from "../terminal/text-width.ts";
import { wrapText } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import { drawBlock } from "./marble-block.ts";
import { widestCell } from "./marble-cells.ts";
import { marbleDiagram } from "./marble-diagram.ts";
import { spread } from "./marble-layout.ts";
import { streamLabels } from "./marble-labels.ts";
import { textLegend } from "./marble-legend.ts";
import { leftOut } from "./marble-notes.ts";
import { isEmpty, type MarbleDiagram } from "./marble-streams.ts";
import { drawValues } from "./marble-values.ts";
import { marbleWords } from "./marble-words.ts";

/** Lines of all blocks together, about. */
const mostLines = 160;
/** Columns of a tick: the least, the least with a value under each marble, and the most. */
const [narrow, roomy, wide] = [3, 7, 14];
/** Labels take so much of a line at the most. */
const labelShare = 0.4;

/** Streams as lines in RxJS's manner, block by block where they are longer than a terminal is wide. */
export function marblesText(trace: Trace, options: ViewOptions): string[] {
  const { language = "en", columns = 80, paint = plainPaint } = options;
  const words = marbleWords[language];
  // Until the labels are known, a line is taken to leave three quarters of its width for ticks.
  const fit = (streams: number): number =>
    Math.floor((columns * 0.75) / narrow) * Math.max(1, Math.floor(mostLines / (streams + 3)));
  const diagram = marbleDiagram(trace, options, fit);
  const { streams, ticks } = diagram;
  const title = paint.bold(truncate(words.title(printable(diagram.network)), columns));
  const notes = leftOut(diagram, language).flatMap((note) =>
    wrapText(`· ${note}`, columns, 2).map(paint.dim),
  );
  if (isEmpty(diagram)) return [title, ...notes, "", ...wrapText(words.nothing, columns)];
  const labels = streamLabels(streams, words, Math.floor(columns * labelShare));
  const room = columns - widthOf(labels[0] ?? "") - 2;
  const cell = cellWidth(diagram, room);
  const perBlock = spread(ticks.times.length, Math.floor(room / cell));
  const isSplit = perBlock < ticks.times.length;
  const values = cell >= roomy && !isSplit ? "beneath" : "table";
  const blocks: string[] = [];
  for (let from = 0; from < ticks.times.length; from += perBlock) {
    const to = Math.min(ticks.times.length, from + perBlock);
    blocks.push("", ...drawBlock(diagram, { from, to, cell, labels, values, words, language, paint }));
  }
  return [
    title,
    ...notes,
    ...blocks,
    ...(values === "table" ? drawValues(diagram, labels, { columns, words, language, paint }) : []),
    "",
    ...textLegend(diagram, words, columns).map(paint.dim),
  ];
}

/** Columns of a tick, so that all fit beside each other if that can be. */
function cellWidth(diagram: MarbleDiagram, room: number): number {
  const { times } = diagram.ticks;
  const least = Math.max(narrow, widestCell(diagram) + 1);
  const fitting = Math.floor(room / times.length);
  if (fitting < least) return Math.min(least, room);
  // Numbers of ticks stand above all of them if that takes no more than what there is.
  const axis = Math.max(...times.map((t) => formatNumber(t).length)) + 1;
  return fitting >= roomy ? Math.min(fitting, wide) : Math.min(fitting, Math.max(least, axis + 1));
}
