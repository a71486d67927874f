import type { Trace } from "../../trace/header.ts";
import type { Direction } from "../../message/message.ts";
import { formatNumber } from "../number-text.ts";
import { plainPaint, type Shade } from "../paint.ts";
import { type Canvas, createCanvas } from "../terminal/diagram/canvas.ts";
import { truncate, widthOf } from "../terminal/text-width.ts";
import { wrapText } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import { compactCount } from "./compact-count.ts";
import { laneName, pictureNotes } from "./picture-notes.ts";
import { pointKind, type PointKind } from "./point-kinds.ts";
import type { Point } from "./points.ts";
import { printable } from "../printable.ts";
import { rowNote } from "./row-notes.ts";
import { type SpaceTimePicture, spaceTimePicture } from "./space-time-picture.ts";
import { type SpaceTimeWords, spaceTimeWords } from "./space-time-words.ts";
import { textLegend } from "./text-legend.ts";
import { type TextRow, textRows } from "./text-rows.ts";

/** Columns of a line with its number: the least, and the most. */
const [narrow, wide] = [6, 9];
/** Ticks and samples stand at the left. */
const [tickWidth, labelWidth] = [6, 8];
/** A value at the right of each row takes so much. */
const noteWidth = 16;
const mostThings = 320;

/** Lamport's diagram in rows of characters: one row a message, from whoever sent it to whoever takes it up. */
export function spaceTimeText(trace: Trace, options: ViewOptions): string[] {
  const { language = "en", columns = 80, paint = plainPaint } = options;
  const words = spaceTimeWords[language];
  const lanes = Math.max(4, Math.min(24, Math.floor((columns - tickWidth - labelWidth) / narrow)));
  const picture = spaceTimePicture(trace, options, { lanes, ticks: mostThings, things: mostThings });
  const head = [
    paint.bold(truncate(words.title(printable(picture.network)), columns)),
    ...pictureNotes(picture, language).flatMap((note) => wrapText(`· ${note}`, columns, 2).map(paint.dim)),
    "",
  ];
  if (picture.ticks.times.length === 0) return [...head, ...wrapText(words.nothing, columns)];
  const rows = textRows(picture);
  const grid = gridOf(picture, columns);
  const canvas = createCanvas(columns, rows.length + 1);
  drawHeading(canvas, picture, grid, words);
  let lastTick: number | undefined;
  rows.forEach((row, i) => {
    drawRow(canvas, picture, grid, row, i + 1);
    if (row.tick !== lastTick) {
      canvas.write(1, i + 1, formatNumber(picture.ticks.times[row.tick] ?? 0, 7).slice(0, tickWidth), "bold");
    }
    lastTick = row.tick;
    canvas.write(tickWidth + 1, i + 1, row.label.slice(0, labelWidth - 1));
    const room = columns - grid.notes;
    if (room >= noteWidth)
      canvas.write(grid.notes, i + 1, truncate(rowNote(picture, row, room, language), room));
  });
  return [...head, ...canvas.lines(paint), "", ...textLegend(picture, words, columns).map(paint.dim)];
}

interface Grid {
  readonly laneWidth: number;
  /** The column of a line. */
  readonly columnOf: (lane: number) => number;
  /** Where notes begin. */
  readonly notes: number;
}

function gridOf({ drawnLanes }: SpaceTimePicture, columns: number): Grid {
  const before = tickWidth + labelWidth;
  const share = (room: number): number => Math.floor(room / Math.max(1, drawnLanes.length));
  const withNotes = share(columns - before - noteWidth);
  const laneWidth = Math.min(wide, withNotes >= narrow ? withNotes : share(columns - before));
  const places = new Map(drawnLanes.map((lane, i) => [lane, before + i * laneWidth + 1]));
  return {
    laneWidth,
    columnOf: (lane) => places.get(lane) ?? -1,
    notes: before + drawnLanes.length * laneWidth + 1,
  };
}

function drawHeading(canvas: Canvas, picture: SpaceTimePicture, grid: Grid, words: SpaceTimeWords): void {
  canvas.write(1, 0, truncate(words.tick, tickWidth - 2), "dim");
  canvas.write(tickWidth + 1, 0, truncate(words.label[picture.labelledBy], labelWidth - 1), "dim");
  for (const lane of picture.drawnLanes) {
    const { neurons = 0 } = picture.lanes.list[lane] ?? {};
    const count = neurons > 1 ? `×${compactCount(neurons, 4)}` : "";
    const room = grid.laneWidth - 1;
    const full = laneName(picture, lane, words);
    const name = lane === 0 && widthOf(full) > room ? words.coordinatorShort : full;
    const isTight = widthOf(name) + 1 + count.length > room;
    const text = count === "" || isTight ? truncate(name, room) : `${name} ${count}`;
    canvas.write(grid.columnOf(lane) - 1, 0, text, "bold");
  }
}

const signs: Readonly<Record<PointKind, string>> = {
  run: "•", activation: "●", delta: "◆", loss: "■", error: "□", gradient: "×", commit: "✓", arrival: "│",
}; // prettier-ignore

const shades: Readonly<Partial<Record<PointKind, Shade>>> = { activation: "forward", delta: "backward" };

function drawRow(canvas: Canvas, picture: SpaceTimePicture, grid: Grid, row: TextRow, y: number): void {
  for (const lane of picture.drawnLanes) canvas.write(grid.columnOf(lane), y, "│", "dim");
  const { arrow } = row;
  if (arrow === undefined) {
    for (const point of row.points) drawPoint(canvas, grid, point, y, 1);
    return;
  }
  const { from, to, direction, sender, count } = arrow;
  const [start, end] = [grid.columnOf(from), grid.columnOf(to.lane)];
  if (start === end) {
    const own = `↻×${compactCount(count, 4)}`;
    canvas.write(end, y, own.slice(0, grid.laneWidth - 1), direction);
    return;
  }
  const step = end > start ? 1 : -1;
  drawLine(canvas, [start, end], direction, y, picture.drawnLanes.map(grid.columnOf));
  canvas.write(end - step, y, step > 0 ? "▶" : "◀", direction);
  canvas.write(start, y, "○", direction);
  const beside = count > 1 ? `×${compactCount(count, 4)}` : sender === undefined ? "" : String(sender.n);
  if (beside.length <= grid.laneWidth - 2) canvas.write(start + 1, y, beside, direction);
  if (count > 1) canvas.write(end, y, signs[pointKind(to.event)], shadeOf(to));
  else drawPoint(canvas, grid, to, y, step > 0 ? 1 : 2);
}

/** A line in one row; where it crosses the lines of others, it goes over them. */
function drawLine(
  canvas: Canvas,
  [start, end]: readonly [number, number],
  direction: Direction,
  y: number,
  lanes: readonly number[],
): void {
  const [low, high] = [Math.min(start, end), Math.max(start, end)];
  const stroke = direction === "forward" ? "─" : "╌";
  canvas.write(low + 1, y, stroke.repeat(Math.max(0, high - low - 1)), direction);
  for (const lane of lanes) if (lane > low && lane < high) canvas.write(lane, y, "┼", direction);
}

function drawPoint(canvas: Canvas, grid: Grid, point: Point, y: number, gap: number): void {
  const { lane, event, count } = point;
  const x = grid.columnOf(lane);
  canvas.write(x, y, signs[pointKind(event)], shadeOf(point));
  const beside = count > 1 ? `×${compactCount(count, 4)}` : String(event.n);
  // Otherwise the sign of a product would run into that of a count.
  const at = event.kind === "gradient" && count > 1 ? gap + 1 : gap;
  if (beside.length + at <= grid.laneWidth) canvas.write(x + at, y, beside, "dim");
}

function shadeOf({ event }: Point): Shade | undefined {
  return shades[pointKind(event)];
}
