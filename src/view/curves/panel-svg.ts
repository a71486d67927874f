import { line as lineThrough } from "d3-shape";
import { formatNumber } from "../number-text.ts";
import { element, type Markup } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import type { Plot, PlotLine } from "./panel-plot.ts";
import { spreadLabels } from "./spread-labels.ts";

export const width = 960;
export const plotLeft = 88;
export const plotHeight = 128;
const numberRight = width - 24;
const labelGap = 16;
/** Points are marked one by one where they are no more than this. */
const mostMarks = 30;

/** Where things stand across: all panels alike. */
export interface Frame {
  readonly right: number;
  /** Where the names of lines begin. */
  readonly names: number;
  /** A place among the batches: place i is where batch i begins. */
  readonly xOf: (place: number) => number;
}

/** As wide as the names at the ends of the lines leave room for. */
export function frameOf(plots: readonly Plot[], batches: number): Frame {
  const ends = plots.flatMap(({ lines }) => lines);
  const nameWidth = Math.max(0, ...ends.map(({ name }) => (name === "" ? 0 : labelWidth(name) + 12)));
  const numberWidth = Math.max(0, ...ends.map(({ last = 0 }) => labelWidth(formatNumber(last), 12)));
  const names = numberRight - numberWidth - nameWidth;
  const right = names - 26;
  return { right, names, xOf: (place) => plotLeft + (place / Math.max(1, batches)) * (right - plotLeft) };
}

/** A place on the axis of batches, and what stands under it. */
export interface Mark {
  readonly x: number;
  readonly text: string;
}

/** Colours and dashes come in pairs of which no two are alike: eight of them. */
export const panelStyle = [
  ".curves-grid{stroke:var(--line);stroke-width:1;opacity:.45}",
  ".curves-axis{stroke:var(--line);stroke-width:1}",
  ".curves-line{fill:none;stroke-width:1.8;stroke-linejoin:round}",
  ".curves-lead{fill:none;stroke-width:.9;stroke-dasharray:1 2.5;opacity:.8}",
  ...["ink", "task-i", "loss", "task-w"].map(
    (colour, i) => `.curves-c${i}{stroke:var(--${colour})}.curves-f${i}{fill:var(--${colour})}`,
  ),
  ".curves-d1{stroke-dasharray:7 4}.curves-d2{stroke-dasharray:2 3}.curves-d3{stroke-dasharray:10 3 2 3}",
  ".curves-d4{stroke-dasharray:4 3}.curves-d5{stroke-dasharray:14 4}.curves-d6{stroke-dasharray:6 2 2 2 2 2}",
  ".curves-d7{stroke-dasharray:1 3}",
].join("");

/** Lines over a grid, with the top of the plot at y; and at the end of each its name and its last value. */
export function drawPanel({ scale, lines }: Plot, y: number, frame: Frame, marks: readonly Mark[]): Markup {
  if (scale === undefined) return "";
  const yOf = (place: number): number => y + (1 - place) * plotHeight;
  const across = scale.ticks.map(({ value, text }) => {
    const at = yOf(scale.place(value));
    return [
      element("line", { class: "curves-grid", x1: plotLeft, x2: frame.right, y1: at, y2: at }),
      label(plotLeft - 10, at + 4, text, { class: "number quiet", anchor: "end" }),
    ].join("");
  });
  const down = marks.map(({ x }) => element("line", { class: "curves-grid", x1: x, x2: x, y1: y, y2: y + plotHeight })); // prettier-ignore
  const bottom = y + plotHeight;
  const axis = element("line", {
    class: "curves-axis",
    x1: plotLeft,
    x2: frame.right,
    y1: bottom,
    y2: bottom,
  });
  return element(
    "g",
    {},
    ...across,
    ...down,
    axis,
    ...lines.map((line, i) => drawLine(line, i, frame.xOf, yOf)),
    ...endLabels(lines, { low: y + 2, high: y + plotHeight - 2 }, frame, yOf),
  );
}

type Place = (place: number) => number;

function drawLine({ points }: PlotLine, index: number, xOf: Place, yOf: Place): Markup {
  const isShown = points.length <= mostMarks;
  const path = lineThrough<PlotLine["points"][number]>()
    .defined(({ y }) => y !== undefined)
    .x(({ x }) => xOf(x))
    .y(({ y = 0 }) => yOf(y))
    .digits(1);
  const marks = points.flatMap(({ x, y }, i) => {
    const isAlone = points[i - 1]?.y === undefined && points[i + 1]?.y === undefined;
    if (y === undefined || !(isShown || isAlone)) return [];
    return element("circle", { class: `curves-f${index % 4}`, cx: xOf(x), cy: yOf(y), r: 2.6 });
  });
  const stroke = `curves-line curves-c${index % 4}${index === 0 ? "" : ` curves-d${index}`}`;
  return element("g", {}, element("path", { class: stroke, d: path(points) ?? "" }), ...marks);
}

/** Names that stand apart from each other, each joined to the end of its line. */
function endLabels(
  lines: readonly PlotLine[],
  range: { readonly low: number; readonly high: number },
  { xOf, right, names }: Frame,
  yOf: Place,
): Markup[] {
  const ended = lines.flatMap(({ name, last, end }, index) =>
    last === undefined || end?.y === undefined ? [] : [{ name, last, index, x: xOf(end.x), y: yOf(end.y) }],
  );
  const places = spreadLabels(ended.map(({ y }) => y), { gap: labelGap, ...range }); // prettier-ignore
  return ended.flatMap(({ name, last, index, x, y }, i) => {
    const at = places[i] ?? y;
    const lead = `M${x.toFixed(1)} ${y.toFixed(1)}H${right + 6}L${names - 5} ${at.toFixed(1)}`;
    const number = label(numberRight, at + 4, formatNumber(last), { class: "number", anchor: "end" });
    return [
      element("path", { class: `curves-lead curves-c${index % 4}`, d: lead }),
      name === "" ? "" : label(names, at + 4, name),
      number,
    ];
  });
}
