import { element, type Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import type { GanttCounts } from "./gantt-counts.ts";
import { percent, reasonsIn, rowName } from "./gantt-summary.ts";
import type { GanttWords } from "./gantt-words.ts";

/** A table under a chart: a row for each of its rows, with a bar for the time in which something is done there. */
export interface BarTable {
  /** Over the names, the bars, and the columns of further numbers. */
  readonly headings: readonly [name: string, bar: string, ...columns: string[]];
  readonly rows: readonly BarRow[];
}

export interface BarRow {
  readonly name: string;
  readonly busy: number;
  readonly of: number;
  /** busy and of in words. */
  readonly says: string;
  readonly cells: readonly string[];
}

interface Place {
  /** Where the bars begin: the names stand before it. */
  readonly left: number;
  readonly top: number;
}

const barHeight = 14;
const pitch = 22;
const head = 30;
const barWidth = 130;
/** Where the columns of numbers end, from the left end of the bars. */
const utilisationEnd = barWidth + 122;
const columnWidth = 150;

/** What a picture with such a table needs among its rules. */
export const barRules = ".gantt-idle{fill:none;stroke:var(--line)}.gantt-busy{fill:var(--quiet)}";

/** The busy ticks of each stage, and its idle ones by what it waits for. */
export function ganttBars(counts: GanttCounts, words: GanttWords): BarTable {
  const reasons = reasonsIn(counts);
  return {
    headings: [words.stage, words.utilisation, ...reasons.map((reason) => words.waits[reason][0])],
    rows: counts.stages.map(({ row, busy, waits }) => ({
      name: rowName(row, words, 18),
      busy,
      of: counts.ticks,
      says: `${busy}/${counts.ticks} = ${percent(busy / counts.ticks)}`,
      cells: reasons.map((reason) => `${waits[reason]}`),
    })),
  };
}

export function barsHeight({ rows }: BarTable): number {
  return head + rows.length * pitch;
}

/** Pixels from the left end of the bars to the right end of the table. */
export function barsWidth({ headings }: BarTable): number {
  return columnEnd(0, headings.length - 3);
}

/** A table with a row a stage: its busy ticks as a bar and as numbers, and further numbers. */
export function barsMarkup({ headings, rows }: BarTable, { left, top }: Place): Markup {
  const [name, bar, ...columns] = headings;
  const heading = (x: number, text: string): Markup =>
    label(x, top + 14, text, { anchor: "end", class: "quiet" });
  return element(
    "g",
    {},
    heading(left - 10, name),
    label(left, top + 14, bar, { class: "quiet" }),
    ...columns.map((text, i) => heading(columnEnd(left, i), text)),
    ...rows.map((row, i) => rowMarkup(row, { left, top: top + head + i * pitch })),
  );
}

function rowMarkup({ name, busy, of, says, cells }: BarRow, { left, top }: Place): Markup {
  const baseline = top + 11.5;
  const number = (x: number, text: string): Markup =>
    label(x, baseline, text, { anchor: "end", class: "number" });
  const box = { x: left, y: top, height: barHeight };
  return element(
    "g",
    {},
    label(left - 10, baseline, name, { anchor: "end" }),
    element("rect", { class: "gantt-idle", ...box, width: barWidth }),
    element("rect", { class: "gantt-busy", ...box, width: (busy / of) * barWidth }),
    number(left + utilisationEnd, says),
    ...cells.map((text, i) => number(columnEnd(left, i), text)),
  );
}

function columnEnd(left: number, index: number): number {
  return left + utilisationEnd + (index + 1) * columnWidth;
}
