import { area as areaThrough, line as lineThrough } from "d3-shape";
import { spreadLabels } from "../curves/spread-labels.ts";
import { formatNumber } from "../number-text.ts";
import { svgDocument } from "../svg/document.ts";
import { element, type Markup, text } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import type { Theme } from "../svg/palette.ts";
import { truncate } from "../terminal/text-width.ts";
import { captionMarkup, margin, studyRules, width } from "./caption-svg.ts";
import type { LinePlot, PlotLine, Point } from "./plot.ts";
import { type Frame, frameOf, nameColumns, plotHeight, plotLeft, sampleWidth } from "./plot-frame.ts";
import { gridMarkup } from "./plot-grid.ts";

const mostLines = 12;
/** Points are marked one by one where a line has no more than this. */
const mostMarks = 30;
const labelGap = 17;

/** Lines with the spread of several runs round them, each named at its end. */
export function linePlotSvg(plot: LinePlot, options: { readonly theme?: Theme | undefined } = {}): Markup {
  const lines = plot.lines.slice(0, mostLines);
  const unfinished = lines.some(({ points }) => points.some(({ middle }) => !Number.isFinite(middle)));
  const notes = [
    ...plot.notes,
    ...(plot.lines.length > mostLines ? [`The first ${mostLines} of ${plot.lines.length} lines.`] : []),
    ...(unfinished ? [`× ${plot.notFinite}.`] : []),
  ];
  const caption = captionMarkup({ title: plot.title, notes });
  const frame = frameOf({ ...plot, lines }, caption.bottom + 26);
  const bottom = frame.top + plotHeight;
  return svgDocument(
    {
      width,
      height: bottom + 70,
      title: plot.title,
      description: [...plot.notes, ...lines.map(sentenceOf)].join(" "),
      theme: options.theme,
      style: studyRules + lineRules,
    },
    caption.markup,
    label(margin, frame.top - 12, measuredText(plot, frame), { class: "quiet study-small" }),
    ...gridMarkup(plot, frame),
    ...lines.flatMap((each, i) => bandMarkup(each, i, plot, frame)),
    ...lines.map((each, i) => lineMarkup(each, i, plot, frame)),
    ...namesMarkup(plot.naming, lines, frame),
    label((plotLeft + frame.right) / 2, bottom + 56, acrossText(plot), { class: "quiet", anchor: "middle" }),
  );
}

function measuredText({ measured }: LinePlot, { scale }: Frame): string {
  return scale?.isLogarithmic === true ? `${measured}, logarithmic` : measured;
}

function acrossText({ across }: LinePlot): string {
  return across.kind === "quantity" && across.isLogarithmic ? `${across.label}, logarithmic` : across.label;
}

/** The range of several runs: a band along a line, a bar at a point by itself. */
function bandMarkup({ points }: PlotLine, index: number, { across }: LinePlot, frame: Frame): Markup[] {
  const spread = points.filter(({ low, high }) => high > low);
  if (spread.length === 0) return [];
  const { xOf, yOf } = frame;
  if (across.kind === "values" && !across.isNumeric) {
    return spread.flatMap(({ x, low, high }) => {
      const [at, y1, y2] = [xOf(x), yOf(low), yOf(high)];
      if (at === undefined || y1 === undefined || y2 === undefined) return [];
      return [element("line", { class: `study-bar study-c${index % 6}`, x1: at, x2: at, y1, y2 })];
    });
  }
  const band = areaThrough<Point>()
    .defined(({ x, low, high }) => [xOf(x), yOf(low), yOf(high)].every((at) => at !== undefined))
    .x(({ x }) => xOf(x) ?? 0)
    .y0(({ low }) => yOf(low) ?? 0)
    .y1(({ high }) => yOf(high) ?? 0)
    .digits(1);
  return [element("path", { class: `study-band study-f${index % 6}`, d: band(points) ?? "" })];
}

function lineMarkup({ name, points }: PlotLine, index: number, { across }: LinePlot, frame: Frame): Markup {
  const { xOf, yOf, top } = frame;
  const isJoined = across.kind === "quantity" || across.isNumeric;
  const path = lineThrough<Point>()
    .defined(({ x, middle }) => xOf(x) !== undefined && yOf(middle) !== undefined)
    .x(({ x }) => xOf(x) ?? 0)
    .y(({ middle }) => yOf(middle) ?? 0)
    .digits(1);
  const marks = points.flatMap((point) => {
    const [at, y] = [xOf(point.x), yOf(point.middle)];
    if (at === undefined) return [];
    if (y !== undefined && (points.length <= mostMarks || !isJoined)) {
      const circle = { class: `study-f${index % 6}`, cx: at, cy: y, r: isJoined ? 3 : 4.5 };
      return [element("circle", circle, element("title", {}, text(sayPoint(name, point))))];
    }
    if (Number.isFinite(point.middle)) return [];
    return [label(at, top + 12, "×", { class: `strong study-f${index % 6}`, anchor: "middle" })];
  });
  const stroke = `study-line study-c${index % 6} study-d${index}`;
  return element(
    "g",
    {},
    ...(isJoined ? [element("path", { class: stroke, d: path(points) ?? "" })] : []),
    ...marks,
  );
}

/** Names stand apart from each other, each joined to the end of its line. */
function namesMarkup(naming: string, lines: readonly PlotLine[], frame: Frame): Markup[] {
  const { xOf, yOf, top, right, names } = frame;
  const ended = lines.flatMap(({ name, points }, index) => {
    const last = points.findLast(({ x, middle }) => xOf(x) !== undefined && yOf(middle) !== undefined);
    if (name === "") return [];
    // A line without a point that has a place is named all the same.
    return [{ name, index, y: last && (yOf(last.middle) ?? top), x: (last && xOf(last.x)) ?? right }];
  });
  const head = label(names - sampleWidth - 6, top - 12, naming, { class: "quiet study-small" });
  const range = { low: top + 4, high: top + plotHeight };
  const places = spreadLabels(ended.map(({ y = top }) => y), { gap: labelGap, ...range }); // prettier-ignore
  const marked = ended.flatMap(({ name, index, x, y = top }, i) => {
    const at = places[i] ?? y;
    const start = names - sampleWidth - 6;
    const lead = `M${x.toFixed(1)} ${y.toFixed(1)}H${(right + 4).toFixed(1)}L${(start - 2).toFixed(1)} ${at.toFixed(1)}`;
    const sample = { x1: start, x2: start + sampleWidth, y1: at, y2: at };
    return [
      element("path", { class: `study-lead study-c${index % 6}`, d: lead }),
      element("line", { class: `study-line study-c${index % 6} study-d${index}`, ...sample }),
      label(names, at + 4, truncate(name, nameColumns), { "font-size": 12 }),
    ];
  });
  return ended.length === 0 ? [] : [head, ...marked];
}

function sayPoint(name: string, { low, middle, high }: Point): string {
  const spread = high > low ? `, from ${formatNumber(low)} to ${formatNumber(high)}` : "";
  return `${name === "" ? "" : `${name}: `}${formatNumber(middle)}${spread}`;
}

function sentenceOf({ name, points }: PlotLine): string {
  const isFinite = ({ middle }: Point): boolean => Number.isFinite(middle);
  const [first, last] = [points.find(isFinite), points.findLast(isFinite)];
  if (first === undefined || last === undefined) return "";
  return `${name === "" ? "It goes" : `${name}:`} from ${formatNumber(first.middle)} to ${formatNumber(last.middle)}.`;
}

const colours = ["forward", "backward", "task-i", "loss", "task-w", "ink"];
const dashes = ["", "7 4", "2 3", "10 3 2 3", "4 3", "14 4", "3 2", "8 2", "1 3", "6 2 2 2", "12 3", "5 5"];

const lineRules = [
  ".study-line{fill:none;stroke-width:2;stroke-linejoin:round}.study-band{opacity:.16;stroke:none}",
  ".study-bar{stroke-width:3;opacity:.45}",
  ".study-lead{fill:none;stroke-width:.9;stroke-dasharray:1 2.5;opacity:.8}",
  ...colours.map((colour, i) => `.study-c${i}{stroke:var(--${colour})}.study-f${i}{fill:var(--${colour})}`),
  ...dashes.flatMap((dash, i) => (dash === "" ? [] : [`.study-d${i}{stroke-dasharray:${dash}}`])),
].join("");
