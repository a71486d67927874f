import { element, type Markup } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import { truncate } from "../terminal/text-width.ts";
import { entryText } from "./gantt-entry.ts";
import type { GanttGrid, GanttTask } from "./gantt-grid.ts";
import type { LaneEntry, Lanes } from "./gantt-lanes.ts";
import { tasksIn } from "./gantt-summary.ts";
import type { Block } from "./gantt-window.ts";
import type { GanttWords } from "./gantt-words.ts";

/** What all blocks of a chart have in common. */
export interface Chart {
  readonly grid: GanttGrid;
  readonly words: GanttWords;
  /** One a row, short enough to stand before it. */
  readonly names: readonly string[];
  readonly lanes: readonly Lanes[];
  /** Where the first tick begins. */
  readonly left: number;
}

export const cellHeight = 20;
const between = 6;
const head = 48;

/** Pixels of a tick: room for a letter and the longest number. */
export function cellWidth({ grid, lanes }: Chart): number {
  const plus = lanes.some(({ isPacked }) => isPacked) ? "+" : "";
  return Math.max(24, labelWidth(`F${grid.lastMicroBatch}${plus}`, 11) + 10);
}

export function blockHeight({ lanes }: Chart): number {
  return head + lanes.reduce((height, { count }) => height + count * cellHeight + between, 0);
}

/** Some ticks of all rows, the names of the rows before them, and over them the batches and the ticks. */
export function blockMarkup(chart: Chart, block: Block, top: number): Markup {
  const { names, lanes, left } = chart;
  const width = cellWidth(chart);
  const [from, to] = block;
  const [backs, cells]: [Markup[], Markup[]] = [[], []];
  let y = top + head;
  chart.grid.rows.forEach((row, r) => {
    const { count, at } = lanes[r] ?? { count: 1, at: () => [] as LaneEntry[] };
    const height = count * cellHeight;
    backs.push(element("rect", { class: "gantt-row", x: left, y, width: (to - from) * width, height }));
    backs.push(label(left - 10, y + height / 2 + 4.5, names[r] ?? "", { anchor: "end" }));
    for (let tick = from; tick < to; tick++) {
      const x = left + (tick - from) * width;
      for (const found of at(tick)) cells.push(cellMarkup(found, x, y + found.lane * cellHeight, width));
      if (row.commits.has(tick)) {
        const line = { x1: x + width - 1.5, y1: y, x2: x + width - 1.5, y2: y + height };
        cells.push(element("line", { class: "gantt-commit", ...line }));
      }
    }
    y += height + between;
  });
  const borders = bordersMarkup(chart, block, top, y);
  return element("g", {}, ...axisMarkup(chart, block, top), ...backs, ...borders, ...cells);
}

function cellMarkup(found: LaneEntry, x: number, y: number, width: number): Markup {
  const { task } = found.entry;
  const box = { x: x + 1, y: y + 1, width: width - 2, height: cellHeight - 2, rx: 2 };
  const shade = task === "given" ? "gantt-number gantt-outside" : "gantt-number";
  return (
    element("rect", { class: `gantt-${task}`, ...box }) +
    label(x + width / 2, y + 14, entryText(found), { class: shade })
  );
}

/** Numbers of ticks, and over them the names of the batches. */
function axisMarkup(chart: Chart, [from, to]: Block, top: number): Markup[] {
  const { grid, words, left } = chart;
  const width = cellWidth(chart);
  const step = [1, 2, 5, 10, 20, 50, 100].find((each) => each * width > labelWidth(`${to}`, 12) + 6) ?? 1000;
  const begun = grid.batches.filter(({ tick }) => tick < to);
  const current = begun.findLastIndex(({ tick }) => tick <= from);
  const shown = begun.slice(Math.max(0, current));
  const names = shown.map(({ batch, tick }, i) => {
    const next = shown[i + 1]?.tick ?? to;
    const room = (next - Math.max(tick, from)) * width;
    const text = truncate(words.batch(batch), Math.floor(room / 8));
    return label(left + (Math.max(tick, from) - from) * width + 5, top + 22, text, { class: "strong" });
  });
  const ticks: Markup[] = [label(left - 10, top + 40, words.tick, { anchor: "end", class: "quiet" })];
  for (let tick = from; tick < to; tick++) {
    if (tick % step !== 0) continue;
    ticks.push(label(left + (tick - from + 0.5) * width, top + 40, `${tick}`, { class: "gantt-tick" }));
  }
  return [...names, ...ticks];
}

function bordersMarkup(chart: Chart, [from, to]: Block, top: number, bottom: number): Markup[] {
  const { grid, left } = chart;
  const width = cellWidth(chart);
  const starts = grid.batches.filter(({ tick }) => tick >= from && tick < to);
  return starts.map(({ tick }) => {
    const x = left + (tick - from) * width;
    return element("line", { class: "line gantt-border", x1: x, y1: top + 10, x2: x, y2: bottom - between });
  });
}

/** The signs that occur, from `left` to `right` and on in further lines. */
export function legendMarkup(
  { grid, words }: Chart,
  left: number,
  top: number,
  right: number,
): { readonly markup: Markup; readonly bottom: number } {
  const parts: Markup[] = [];
  let [x, y] = [left, top];
  const place = (sign: (x: number, y: number) => Markup, says: string): void => {
    const width = 32 + labelWidth(says) + 22;
    if (x > left && x + width > right + 22) [x, y] = [left, y + cellHeight + 6];
    parts.push(sign(x, y), label(x + 32, y + 14.5, says, { class: "quiet" }));
    x += width;
  };
  for (const task of tasksIn(grid)) place((cx, cy) => signMarkup(task, cx, cy), words.tasks[task]);
  if (grid.rows.some(({ commits }) => commits.size > 0)) {
    const line = (cx: number, cy: number) => ({ x1: cx + 12, y1: cy, x2: cx + 12, y2: cy + cellHeight });
    place((cx, cy) => element("line", { class: "gantt-commit", ...line(cx, cy) }), words.commit);
  }
  return { markup: element("g", {}, ...parts), bottom: y + cellHeight + 4 };
}

function signMarkup(task: GanttTask, x: number, y: number): Markup {
  return cellMarkup({ lane: 0, entry: { task, batch: 0, microBatch: undefined }, hasMore: false }, x, y, 24);
}
