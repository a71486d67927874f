import { ticks as ticksOf } from "d3-array";
import type { TraceLevel } from "../../trace/header.ts";
import { fitNumber } from "../number-text.ts";
import { type Paint, plainPaint, type Shade } from "../paint.ts";
import { createCanvas } from "../terminal/diagram/canvas.ts";
import { padLeft, padRight, truncate, widthOf } from "../terminal/text-width.ts";
import { wrapText } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import type { Curves, Quantity } from "./curves.ts";
import { curvesWords } from "./curves-words.ts";
import { drawDots, patternOf } from "./dots.ts";
import { type Plot, type PlotLine, plotOf, subtitleOf } from "./panel-plot.ts";
import { spreadRows } from "./spread-labels.ts";
import { shareOf } from "./thin.ts";

const shades: Readonly<Record<Quantity, Shade | undefined>> = {
  loss: undefined,
  gain: "forward",
  delta: "backward",
  gradient: "backward",
  weights: undefined,
};

const leastRows = 6;
const numberWidth = 9;

/** Where things stand across: labels of the axis, the curves, and the names at their ends. */
interface Frame {
  readonly margin: number;
  readonly across: number;
  readonly ends: number;
  readonly batches: number;
}

export function curvesText(curves: Curves, level: TraceLevel, options: ViewOptions): string[] {
  const { columns = 80, paint = plainPaint } = options;
  const words = curvesWords(options.language);
  if (curves.panels.length === 0) return wrapText(words.nothing, columns);
  // A point is two dots wide at least.
  const share = shareOf(curves.batches.length, columns);
  const panels = curves.panels.map((panel) => ({ panel, plot: plotOf(panel, share, 5, words) }));
  const frame = frameOf(panels.map(({ plot }) => plot), columns, curves.batches.length); // prettier-ignore
  const blocks = panels.map(({ panel: { quantity, missing }, plot }) => {
    const notes = plot.scale === undefined && missing ? [words.missing(missing, level)] : plot.notes;
    const [first = "", ...others] = wrapText([plot.heading, notes.join(" · ")].filter((part) => part !== "").join(" · "), columns, 2); // prettier-ignore
    // Where there is no room for it in one line, it is not painted.
    const isWhole = first.startsWith(plot.heading);
    const painted = isWhole ? paint.bold(plot.heading) + first.slice(plot.heading.length) : first;
    const heading = [painted, ...others];
    return [...heading, ...drawPlot(plot, frame, shades[quantity], paint)];
  });
  const axis = batchAxis(curves.batches, frame, words.batch);
  const isDrawn = panels.some(({ plot }) => plot.scale !== undefined);
  return [
    ...wrapText(`${words.title} · ${subtitleOf(curves, share, words)}`, columns, 2),
    ...blocks.flatMap((block) => ["", ...block]),
    ...(isDrawn ? axis.map((line) => paint.dim(line)) : []),
  ];
}

function frameOf(plots: readonly Plot[], columns: number, batches: number): Frame {
  const labels = plots.flatMap(({ scale }) => scale?.ticks ?? []).map(({ text }) => Math.min(numberWidth, widthOf(text))); // prettier-ignore
  const margin = Math.max(1, ...labels);
  const widest = Math.max(numberWidth + 1, ...plots.flatMap(({ lines }) => lines.map((line) => endWidth(line) + 1))); // prettier-ignore
  const ends = Math.min(widest, Math.floor(columns / 2.5));
  return { margin, across: Math.max(1, columns - margin - 2 - ends), ends, batches };
}

/** Columns for a sample of the line, its name, and its last value. */
function endWidth({ name }: PlotLine): number {
  return name === "" ? numberWidth : 3 + widthOf(name) + 1 + numberWidth;
}

function drawPlot({ scale, lines }: Plot, frame: Frame, shade: Shade | undefined, paint: Paint): string[] {
  if (scale === undefined) return [];
  const { margin, across, ends, batches } = frame;
  const rows = Math.max(leastRows, lines.length);
  const rowOf = (place: number): number => Math.round((1 - place) * (rows * 4 - 1)) >> 2;
  const canvas = createCanvas(across, rows);
  const dotX = (x: number): number => Math.round((x / Math.max(1, batches)) * (across * 2 - 1));
  lines.forEach(({ points }, line) => {
    const dots = points.map(({ x, y }) => y === undefined ? undefined : { x: dotX(x), y: Math.round((1 - y) * (rows * 4 - 1)) }); // prettier-ignore
    drawDots((x, y) => canvas.dot(x, y, shade), dots, patternOf(line));
  });
  const labels = new Array<string>(rows).fill("");
  for (const { value, text } of scale.ticks) {
    const row = rowOf(scale.place(value));
    if (row >= 0 && row < rows)
      labels[row] = text.length > numberWidth ? fitNumber(value, numberWidth) : text;
  }
  const named = lines.filter(({ end }) => end !== undefined);
  const places = spreadRows(named.map(({ end }) => (1 - (end?.y ?? 0)) * (rows - 1)), rows); // prettier-ignore
  const endings = new Array<string>(rows).fill("");
  named.forEach((line, i) => (endings[places[i] ?? 0] = endLabel(line, lines.indexOf(line), ends - 1)));
  return canvas.lines(paint).map((line, row) => {
    const [label = "", ending = ""] = [labels[row], endings[row]];
    const body = `${padLeft(label, margin)} ${label === "" ? "│" : "┤"}${line}`;
    return ending === "" ? body : `${padRight(body, margin + 2 + across)} ${ending}`;
  });
}

/** `⠒⠂ h1 0.2413`: how the line is dotted, what it is called, and its last value. */
function endLabel({ name, last = NaN }: PlotLine, line: number, width: number): string {
  if (name === "") return fitNumber(last, width);
  const sample = createCanvas(2, 1);
  drawDots((x, y) => sample.dot(x, y), [{ x: 0, y: 1 }, { x: 3, y: 1 }], patternOf(line)); // prettier-ignore
  const room = Math.max(4, width - 3);
  const value = fitNumber(last, Math.min(numberWidth, room));
  const left = room - widthOf(value) - 1;
  const dotted = padRight(sample.lines(plainPaint)[0] ?? "", 2);
  return truncate(
    left < Math.min(2, widthOf(name)) ? `${dotted} ${value}` : `${dotted} ${truncate(name, left)} ${value}`,
    width,
  );
}

/** The axis that all curves share: a line with marks, and the numbers of batches under them. */
function batchAxis(numbers: readonly number[], frame: Frame, batch: string): string[] {
  const { margin, across, batches } = frame;
  const line = new Array<string>(across).fill("─");
  const under = createCanvas(across, 1);
  let free = 0;
  for (const place of ticksOf(0, Math.max(1, batches - 1), Math.max(2, Math.floor(across / 12)))) {
    const number = numbers[place];
    if (number === undefined) continue;
    const text = place === 0 ? `${batch} ${number}` : String(number);
    const column = Math.floor(((place + 0.5) / batches) * across);
    const from = Math.max(0, column - widthOf(text) + Math.ceil(String(number).length / 2));
    if (from < free || from + widthOf(text) > across) continue;
    line[column] = "┬";
    under.write(from, 0, text);
    free = from + widthOf(text) + 1;
  }
  const numbersLine = under.lines(plainPaint)[0] ?? "";
  return [`${" ".repeat(margin)} └${line.join("")}`, `${" ".repeat(margin + 2)}${numbersLine}`];
}
