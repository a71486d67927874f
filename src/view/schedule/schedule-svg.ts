import type { Computation } from "../../schedule/action.ts";
import { barRules, type BarTable, barsHeight, barsMarkup, barsWidth } from "../gantt/gantt-bars.ts";
import { svgDocument } from "../svg/document.ts";
import { element, type Markup } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import { wrapLine } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import type { Chart } from "./chart.ts";
import { type ScheduleWords, scheduleWords } from "./schedule-words.ts";
import { bubbleText, causesIn, causesText, headingOf, percent, ticksText } from "./summary.ts";
import { barHeight, barMarkup } from "./svg-bar.ts";
import { blockHeight, blockMarkup, type Sheet } from "./svg-block.ts";
import { layOut } from "./svg-layout.ts";

const margin = 24;
const lineHeight = 19;
const leastWidth = 780;

/** The picture: the ranks over time in blocks, and under them who works and why the others wait. */
export function scheduleSvg(chart: Chart, options: ViewOptions): Markup {
  const words = scheduleWords[options.language ?? "en"];
  const layout = layOut(chart);
  const { timetable, figures } = chart;
  const names = [`${words.rank} ${layout.ranks - 1}`, words.tick, words.rank];
  const left = margin + Math.max(...names.map((name) => labelWidth(name))) + 16;
  const sheet: Sheet = { chart, layout, words, left };
  const bars = barsOf(chart, words, layout.ranks);
  const across = layout.blocks.reduce((most, [from, to]) => Math.max(most, to - from), 0) * layout.scale;
  const width = Math.max(leastWidth, left + Math.max(across, barsWidth(bars)) + margin);
  const [title, finding] = [headingOf(chart, words), bubbleText(chart, words)];
  const parts: Markup[] = [label(margin, 38, title, { class: "strong", "font-size": 17 })];
  let y = 52;
  const say = (content: string, className = "quiet"): void => {
    for (const line of content === "" ? [] : wrapLine(content, Math.floor((width - 2 * margin) / 7.2))) {
      parts.push(label(margin, (y += lineHeight) - 5, line, { class: className }));
    }
  };
  say(`${words.numbers(chart.namesStages)} ${words.pointAt}`);
  say(noteOf(sheet));
  const legend = legendMarkup(chart, words, y + 6, width - margin);
  parts.push(legend.markup);
  y = legend.bottom;
  for (const block of layout.blocks) {
    parts.push(blockMarkup(sheet, block, y));
    y += blockHeight(sheet);
  }
  y += barHeight;
  say(finding, "strong");
  say(causesText(chart, words));
  parts.push(barsMarkup(bars, { left, top: y + 10 }));
  y += 10 + barsHeight(bars);
  return svgDocument(
    {
      width,
      height: y + margin,
      title,
      description: words.description(timetable.ranks.length, ticksText(figures.makespan), finding),
      theme: options.theme,
      style: rules,
    },
    element("g", { class: "schedule" }, ...parts),
  );
}

/** What is left out of the picture; empty if nothing is. */
function noteOf({ chart, layout, words }: Sheet): string {
  const { timetable, figures } = chart;
  const ranks = timetable.ranks.length;
  if (layout.ranks === ranks && layout.until >= figures.makespan) return "";
  return words.shown(layout.ranks, ranks, ticksText(layout.until), ticksText(figures.makespan));
}

function barsOf({ timetable, figures }: Chart, words: ScheduleWords, ranks: number): BarTable {
  const { causes, idle } = causesIn(timetable);
  const { busy, makespan, peakInFlight } = figures;
  return {
    headings: [
      words.rank,
      words.utilisation,
      ...causes.map((cause) => words.causes[cause][0]),
      words.inFlight,
    ],
    rows: busy.slice(0, ranks).map((ticks, rank) => ({
      name: `${words.rank} ${rank}`,
      busy: ticks,
      of: makespan,
      says: `${ticksText(ticks)}/${ticksText(makespan)} = ${percent(ticks / makespan)}`,
      cells: [...causes.map((cause) => ticksText(idle[rank]?.[cause] ?? 0)), String(peakInFlight[rank] ?? 0)],
    })),
  };
}

/** The signs that occur, and on in further lines where one is full. */
function legendMarkup(
  { kinds, chunks, commits }: Chart,
  words: ScheduleWords,
  top: number,
  right: number,
): { readonly markup: Markup; readonly bottom: number } {
  const parts: Markup[] = [];
  let [x, y] = [margin, top];
  const place = (sign: (x: number, y: number) => Markup, says: string): void => {
    const width = 32 + labelWidth(says) + 22;
    if (x > margin && x + width > right + 22) [x, y] = [margin, y + barHeight + 6];
    parts.push(sign(x, y), label(x + 32, y + 14.5, says, { class: "quiet" }));
    x += width;
  };
  const bar = (kind: Computation, chunk: number, name: string) => (cx: number, cy: number) =>
    barMarkup(kind, chunk, { x: cx, y: cy, width: 24 }, name);
  for (const kind of kinds) place(bar(kind, 0, kind), words.tasks[kind]);
  if (chunks > 1) {
    place(bar("F", 0, ""), words.firstChunk);
    place(bar("F", 1, ""), words.otherChunks);
  }
  if (commits.length > 0) {
    const line = (cx: number, cy: number) => ({ x1: cx + 12, y1: cy, x2: cx + 12, y2: cy + barHeight });
    place((cx, cy) => element("line", { class: "schedule-commit", ...line(cx, cy) }), words.commit);
  }
  return { markup: element("g", {}, ...parts), bottom: y + barHeight + 4 };
}

/** The letter says what a task is without its colour, and so does its border: dashed backwards, dotted for weight gradients. */
const rules = [
  ...["F", "I", "W", "B"].map((kind) => {
    const colour = `var(--task-${kind.toLowerCase()})`;
    return `.schedule-${kind} rect{fill:${colour}}.schedule-${kind}.schedule-open rect{stroke:${colour}}`;
  }),
  ".schedule-B rect,.schedule-I rect{stroke:var(--on-task);stroke-width:1.4;stroke-dasharray:4 2.5}",
  ".schedule-W rect{stroke:var(--on-task);stroke-width:1.4;stroke-dasharray:1.4 2.4}",
  ".schedule-task text{font-size:11px;text-anchor:middle;fill:var(--on-task)}",
  ".schedule .schedule-open rect{fill:var(--paper);stroke-width:2}.schedule .schedule-open text{fill:var(--ink)}",
  ".schedule-row{fill:var(--panel)}.schedule-idle{fill:transparent}",
  ".schedule-tick{font-size:10.5px;text-anchor:middle;fill:var(--quiet)}.schedule-grid{stroke:var(--line);stroke-width:.5}",
  ".schedule-commit{stroke:var(--ink);stroke-width:3}",
  barRules,
].join("");
