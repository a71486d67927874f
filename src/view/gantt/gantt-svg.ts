import { svgDocument } from "../svg/document.ts";
import { element, type Markup } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import { wrapLine } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import { blockMarkup, blockHeight, cellHeight, cellWidth, type Chart, legendMarkup } from "./gantt-blocks.ts";
import { barRules, barsHeight, barsMarkup, barsWidth, ganttBars } from "./gantt-bars.ts";
import type { GanttCounts } from "./gantt-counts.ts";
import type { GanttGrid } from "./gantt-grid.ts";
import { lanesOf } from "./gantt-lanes.ts";
import { bubbleText, findingsOf, headingOf, notesOf, rowName } from "./gantt-summary.ts";
import { blocksOf } from "./gantt-window.ts";
import { ganttWords } from "./gantt-words.ts";

const margin = 24;
const perBlock = 56;
const mostBlocks = 4;
const lineHeight = 19;
const leastWidth = 780;

/** The chart as a picture: the grid in blocks, and under it the ticks of each stage as a bar. */
export function ganttSvg(grid: GanttGrid, counts: GanttCounts, options: ViewOptions): Markup {
  const words = ganttWords[options.language ?? "en"];
  const keep = options.at === undefined ? "first" : "last";
  const blocks = blocksOf(grid, { perBlock, mostBlocks, keep });
  const names = grid.rows.map((row) => rowName(row, words, 18));
  const labels = Math.max(labelWidth(words.tick), ...names.map((name) => labelWidth(name)));
  const chart: Chart = { grid, words, names, lanes: grid.rows.map(lanesOf), left: margin + labels + 12 };
  const bars = ganttBars(counts, words);
  const across = Math.max(0, ...blocks.map(([from, to]) => to - from));
  const width = Math.max(
    leastWidth,
    chart.left + Math.max(across * cellWidth(chart), barsWidth(bars)) + margin,
  );
  const isEmpty = grid.to === grid.from;
  const title = isEmpty ? words.title : headingOf(grid, words);
  const stages = grid.rows.filter(({ computes }) => computes).length;
  const finding = grid.tellsWork ? bubbleText(counts, words) : words.untold;
  const parts: Markup[] = [label(margin, 38, title, { class: "strong", "font-size": 17 })];
  let y = 52;
  const say = (texts: readonly string[], className = "quiet"): void => {
    for (const text of texts) {
      for (const line of wrapLine(text, Math.floor((width - 2 * margin) / 7.2))) {
        parts.push(label(margin, (y += lineHeight) - 5, line, { class: className }));
      }
    }
  };
  say(isEmpty ? [words.nothing] : notesOf(grid, blocks, words));
  if (!isEmpty) {
    const legend = legendMarkup(chart, margin, y + 6, width - margin);
    parts.push(legend.markup);
    y = legend.bottom;
    for (const block of blocks) {
      parts.push(blockMarkup(chart, block, y));
      y += blockHeight(chart);
    }
  }
  if (counts.stages.length > 0 && !isEmpty) {
    const [first = "", ...others] = findingsOf(counts, words);
    y += cellHeight;
    say([first], "strong");
    say(others);
    parts.push(barsMarkup(bars, { left: chart.left, top: y + 10 }));
    y += 10 + barsHeight(bars);
  }
  return svgDocument(
    {
      width,
      height: y + margin,
      title,
      description: isEmpty ? words.nothing : words.description(stages, counts.ticks, finding),
      theme: options.theme,
      style: rules,
    },
    element("g", { class: "gantt" }, ...parts),
  );
}

/** Where a task stands and the letter in it say what it is, without its colour. */
const rules = [
  ".gantt-forward{fill:var(--task-f)}.gantt-backward{fill:var(--task-b)}.gantt-gradient{fill:var(--task-w)}",
  ".gantt-loss{fill:var(--loss)}.gantt-given{fill:none;stroke:var(--task-f);stroke-width:1.2}",
  ".gantt-backward{stroke:var(--on-task);stroke-width:1.4;stroke-dasharray:4 2.5}",
  ".gantt-number{font-size:11px;text-anchor:middle;fill:var(--on-task)}.gantt-outside{fill:var(--task-f)}",
  ".gantt-commit{stroke:var(--ink);stroke-width:3}.gantt-border{stroke:var(--quiet);stroke-dasharray:2 3}",
  ".gantt-row{fill:var(--panel)}.gantt-tick{font-size:10.5px;text-anchor:middle;fill:var(--quiet)}",
  barRules,
].join("");
