import { ticks } from "d3-array";
import type { Slot } from "../../schedule/timetable.ts";
import { element, type Markup, text } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import type { Chart } from "./chart.ts";
import type { ScheduleWords } from "./schedule-words.ts";
import { ticksText } from "./summary.ts";
import { barHeight, barMarkup } from "./svg-bar.ts";
import type { Layout, Span } from "./svg-layout.ts";

/** What all blocks of a picture have in common. */
export interface Sheet {
  readonly chart: Chart;
  readonly layout: Layout;
  readonly words: ScheduleWords;
  /** Where time begins: the names of the ranks stand before it. */
  readonly left: number;
}

const pitch = 28;
const head = 30;

export function blockHeight({ layout }: Pick<Sheet, "layout">): number {
  return head + layout.ranks * pitch + 10;
}

/** Some time of all ranks, the times over it; what begins before it, or goes on behind it, is cut. */
export function blockMarkup(sheet: Sheet, block: Span, top: number): Markup {
  const { timetable } = sheet.chart;
  const tops = Array.from({ length: sheet.layout.ranks }, (_, rank) => top + head + rank * pitch);
  const bars = tops.flatMap((y, rank) =>
    (timetable.ranks[rank] ?? [])
      .filter(({ start, end }) => end > block[0] && start < block[1])
      .map((slot) => taskMarkup(sheet, slot, rank, block, y)),
  );
  return element(
    "g",
    {},
    ...axisMarkup(sheet, block, top),
    ...rowsMarkup(sheet, block, tops),
    ...bars,
    ...idleMarkup(sheet, block, tops),
    ...commitsMarkup(sheet, block, tops),
  );
}

function rowsMarkup({ layout, words, left }: Sheet, [from, to]: Span, tops: readonly number[]): Markup[] {
  return tops.flatMap((y, rank) => [
    element("rect", {
      class: "schedule-row",
      x: left,
      y,
      width: (to - from) * layout.scale,
      height: barHeight,
    }),
    label(left - 10, y + 14.5, `${words.rank} ${rank}`, { anchor: "end" }),
  ]);
}

/** A task has its text in the larger one of its parts, where there is room. */
function taskMarkup(sheet: Sheet, slot: Slot, rank: number, block: Span, y: number): Markup {
  const { chart, layout, words } = sheet;
  const { action, start, end, sent, arrived } = slot;
  const { x, width } = across(sheet, block, start, end);
  const name = chart.textOf(action);
  const shown = Math.min(end, block[1]) - Math.max(start, block[0]);
  const isHere = 2 * shown > end - start || (2 * shown === end - start && start >= block[0]);
  const hasRoom = isHere && shown * layout.scale >= labelWidth(name, 11);
  const message = arrived > sent ? { sent: ticksText(sent), arrived: ticksText(arrived) } : undefined;
  const times = { from: ticksText(start), to: ticksText(end), message };
  const says = words.taskAt(rank, [name, words.tasks[action.kind]], times);
  const box = { x: x + 0.5, y, width: Math.max(1, width - 1) };
  return barMarkup(action.kind, chart.chunkOf(rank, action.stage), box, hasRoom ? name : "", says);
}

/** Gaps are blank; who points at one is told why it is there. */
function idleMarkup(sheet: Sheet, block: Span, tops: readonly number[]): Markup[] {
  const { chart, words } = sheet;
  return chart.idle.flatMap(({ rank, from, to, cause }) => {
    const y = tops[rank];
    if (y === undefined || to <= block[0] || from >= block[1]) return [];
    const says = words.idleAt(rank, words.causes[cause], { from: ticksText(from), to: ticksText(to) });
    const box = { y, height: barHeight, ...across(sheet, block, from, to) };
    return [element("rect", { class: "schedule-idle", ...box }, element("title", {}, text(says)))];
  });
}

/** A commit at the border of two blocks belongs to what came before it. */
function commitsMarkup({ chart, layout, words, left }: Sheet, [from, to]: Span, tops: readonly number[]) {
  return chart.commits.flatMap(({ rank, stage, time }): Markup[] => {
    const y = tops[rank];
    if (y === undefined || time <= from || time > to) return [];
    const x = left + (time - from) * layout.scale;
    const says = element("title", {}, text(words.commitAt(stage, ticksText(time))));
    const line = { x1: x, y1: y - 3, x2: x, y2: y + barHeight + 3 };
    return [element("line", { class: "schedule-commit", ...line }, says)];
  });
}

/** Where a time lies in a block, as far as it does. */
function across(
  { layout: { scale }, left }: Sheet,
  [from, to]: Span,
  begin: number,
  end: number,
): { readonly x: number; readonly width: number } {
  const [first, last] = [Math.max(from, begin), Math.min(to, end)];
  return { x: left + (first - from) * scale, width: (last - first) * scale };
}

function axisMarkup({ layout, words, left }: Sheet, [from, to]: Span, top: number): Markup[] {
  const room = labelWidth(ticksText(to), 12) + 22;
  const times = ticks(from, to, Math.max(2, Math.floor(((to - from) * layout.scale) / room)));
  const parts: Markup[] = [label(left - 16, top + 22, words.tick, { anchor: "end", class: "quiet" })];
  for (const time of times) {
    const x = left + (time - from) * layout.scale;
    const bottom = top + blockHeight({ layout }) - 10;
    parts.push(
      label(x, top + 22, ticksText(time), { class: "schedule-tick" }),
      element("line", { class: "schedule-grid", x1: x, y1: top + 26, x2: x, y2: bottom }),
    );
  }
  return parts;
}
