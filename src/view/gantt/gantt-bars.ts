import { element, type Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import type { GanttCounts, StageCounts, WaitsFor } from "./gantt-counts.ts";
import { percent, reasonsIn, rowName } from "./gantt-summary.ts";
import type { GanttWords } from "./gantt-words.ts";

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
const reasonWidth = 150;

export function barsHeight({ stages }: GanttCounts): number {
  return head + stages.length * pitch;
}

/** Pixels from the left end of the bars to the right end of the table. */
export function barsWidth(counts: GanttCounts): number {
  return reasonEnd(0, reasonsIn(counts).length - 1);
}

/** A table with a row a stage: its busy ticks as a bar and as numbers, and its idle ticks by what it waits for. */
export function barsMarkup(counts: GanttCounts, words: GanttWords, { left, top }: Place): Markup {
  const reasons = reasonsIn(counts);
  const heading = (x: number, text: string): Markup =>
    label(x, top + 14, text, { anchor: "end", class: "quiet" });
  const headings = [
    heading(left - 10, words.stage),
    label(left, top + 14, words.utilisation, { class: "quiet" }),
    ...reasons.map((reason, i) => heading(reasonEnd(left, i), words.waits[reason][0])),
  ];
  const rows = counts.stages.map((stage, i) =>
    stageMarkup(stage, counts.ticks, rowName(stage.row, words, 18), reasons, {
      left,
      top: top + head + i * pitch,
    }),
  );
  return element("g", {}, ...headings, ...rows);
}

function stageMarkup(
  { busy, waits }: StageCounts,
  ticks: number,
  name: string,
  reasons: readonly WaitsFor[],
  { left, top }: Place,
): Markup {
  const baseline = top + 11.5;
  const number = (x: number, text: string): Markup =>
    label(x, baseline, text, { anchor: "end", class: "number" });
  const box = { x: left, y: top, height: barHeight };
  return element(
    "g",
    {},
    label(left - 10, baseline, name, { anchor: "end" }),
    element("rect", { class: "gantt-idle", ...box, width: barWidth }),
    element("rect", { class: "gantt-busy", ...box, width: (busy / ticks) * barWidth }),
    number(left + utilisationEnd, `${busy}/${ticks} = ${percent(busy / ticks)}`),
    ...reasons.map((reason, i) => number(reasonEnd(left, i), `${waits[reason]}`)),
  );
}

function reasonEnd(left: number, index: number): number {
  return left + utilisationEnd + (index + 1) * reasonWidth;
}
