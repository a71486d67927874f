import { fitNumber } from "../number-text.ts";
import { type Paint, plainPaint } from "../paint.ts";
import { createCanvas } from "./diagram/canvas.ts";
import { padLeft, padRight, truncate, widthOf } from "./text-width.ts";

export interface CurveOptions {
  readonly columns: number;
  /** Of the drawing itself; 10 unless said. */
  readonly rows?: number | undefined;
  readonly title: string;
  /** What a value belongs to: "step" unless said. */
  readonly step?: string | undefined;
  readonly paint?: Paint | undefined;
}

/** Ranges beyond this ratio are drawn on a logarithmic scale. */
const widestLinearRatio = 1000;

/** Characters of a label at the most. */
const labelWidth = 9;

/**
 * A line of dots through the values, with the least and the greatest of them, and round numbers between, at the left.
 * Where there are more values than dots across, each dot is the mean of its share; what is no finite number is left
 * out, and counted under the curve.
 */
export function drawCurve(values: readonly number[], options: CurveOptions): string[] {
  const { columns, rows = 10, title, step = "step", paint = plainPaint } = options;
  const finite = values.filter(Number.isFinite);
  const scale = scaleOf(finite);
  const heading = truncate(scale.isLogarithmic ? `${title} (log)` : title, columns);
  if (finite.length === 0) return [paint.bold(heading), truncate(footnote(values, step), columns)];
  const labels = labelRows(scale, rows);
  const margin = Math.max(...labels.map((label) => widthOf(label ?? "")));
  const across = Math.max(1, columns - margin - 2);
  const canvas = createCanvas(across, rows);
  drawLine(canvas.dot, binned(values, across * 2), scale, across * 2, rows * 4);
  const lines = canvas.lines({ ...paint, dim: paint.forward });
  return [
    paint.bold(heading),
    ...lines.map((line, row) => `${padLeft(labels[row] ?? "", margin)} ${labels[row] ? "┤" : "│"}${line}`),
    `${" ".repeat(margin)} └${"─".repeat(across)}`,
    " ".repeat(margin + 2) + truncate(axis(values, step, across), across),
  ];
}

interface Scale {
  readonly isLogarithmic: boolean;
  readonly least: number;
  readonly greatest: number;
  /** 0 at the least value, 1 at the greatest; 0.5 where they are the same. */
  readonly place: (value: number) => number;
}

function scaleOf(finite: readonly number[]): Scale {
  // Spreading thousands of arguments could overflow the stack.
  const least = finite.reduce((low, value) => Math.min(low, value), Infinity);
  const greatest = finite.reduce((high, value) => Math.max(high, value), -Infinity);
  const isLogarithmic = least > 0 && greatest / least > widestLinearRatio;
  const transform = isLogarithmic ? Math.log10 : (value: number): number => value;
  const [low, high] = [transform(least), transform(greatest)];
  // Halves, because the distance of two finite numbers need not be finite.
  const span = high / 2 - low / 2;
  const place = (value: number): number => (span > 0 ? (transform(value) / 2 - low / 2) / span : 0.5);
  return { isLogarithmic, least, greatest, place };
}

/** The label of each row, if it has one: the extremes at the ends, and round numbers that do not crowd them. */
function labelRows(scale: Scale, rows: number): (string | undefined)[] {
  const labels = new Array<string | undefined>(rows).fill(undefined);
  const rowOf = (value: number): number => Math.floor(dotRow(scale, value, rows * 4) / 4);
  labels[rowOf(scale.greatest)] = fitNumber(scale.greatest, labelWidth);
  labels[rowOf(scale.least)] = fitNumber(scale.least, labelWidth);
  for (const tick of scale.isLogarithmic ? powersOfTen(scale, rows) : roundNumbers(scale)) {
    const row = rowOf(tick);
    const isFree = [row - 1, row, row + 1].every((near) => labels[near] === undefined);
    if (isFree && row > 0 && row < rows - 1) labels[row] = fitNumber(tick, labelWidth);
  }
  return labels;
}

/** Three to six multiples of 1, 2 or 5 times a power of ten. */
function roundNumbers({ least, greatest }: Scale): number[] {
  const span = greatest - least;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const unit = Number(`1e${Math.floor(Math.log10(span / 4))}`);
  const step = unit * ([1, 2, 5, 10].find((multiple) => span / (unit * multiple) <= 6) ?? 10);
  const first = Math.ceil(least / step);
  return Array.from({ length: 8 }, (_, i) => (first + i) * step).filter((tick) => tick <= greatest);
}

/** Powers of ten at equal distances, two rows or more from each other. */
function powersOfTen({ least, greatest }: Scale, rows: number): number[] {
  const [low, high] = [Math.log10(least), Math.log10(greatest)];
  const stride = Math.ceil((2 * (high - low)) / rows);
  const first = Math.ceil(low / stride) * stride;
  const count = Math.max(0, Math.floor((high - first) / stride) + 1);
  return Array.from({ length: count }, (_, i) => Number(`1e${first + i * stride}`));
}

/** At most `count` values: where there are more, the mean of each share, without what is not finite. */
function binned(values: readonly number[], count: number): number[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, bin) => {
    const from = Math.floor((bin * values.length) / count);
    const share = values.slice(from, Math.floor(((bin + 1) * values.length) / count)).filter(Number.isFinite);
    return share.reduce((sum, value) => sum + value / share.length, 0) / (share.length === 0 ? 0 : 1);
  });
}

/** The row of dots in which a value is drawn, of `height` from the top. */
function dotRow({ place }: Scale, value: number, height: number): number {
  return Math.round((1 - place(value)) * (height - 1));
}

/** Joins neighbouring values by dots, across `width` × `height` of them. */
function drawLine(
  dot: (x: number, y: number, shade: "dim") => void,
  values: readonly number[],
  scale: Scale,
  width: number,
  height: number,
): void {
  const yOf = (value: number): number => dotRow(scale, value, height);
  const xOf = (index: number): number =>
    values.length < 2 ? 0 : Math.round((index * (width - 1)) / (values.length - 1));
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    const next = values[index + 1];
    const [x0, y0] = [xOf(index), yOf(value)];
    dot(x0, y0, "dim");
    if (next === undefined || !Number.isFinite(next)) return;
    const [x1, y1] = [xOf(index + 1), yOf(next)];
    const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
    for (let step = 1; step < steps; step++) {
      dot(Math.round(x0 + (step * (x1 - x0)) / steps), Math.round(y0 + (step * (y1 - y0)) / steps), "dim");
    }
  });
}

/** `step 0 …` at the left and the last step at the right. */
function axis(values: readonly number[], step: string, width: number): string {
  const [left, right] = [footnote(values, step), values.length > 1 ? String(values.length - 1) : ""];
  if (widthOf(left) + right.length + 1 > width) return left;
  return padRight(left, width - right.length) + right;
}

function footnote(values: readonly number[], step: string): string {
  const missing = values.length - values.filter(Number.isFinite).length;
  const note = missing === 0 ? "" : `   (${missing} × NaN, ∞)`;
  return values.length === 0 ? `${step} –` : `${step} 0${note}`;
}
