import { type Paint, plainPaint, type Shade } from "../paint.ts";
import { createCanvas } from "./diagram/canvas.ts";

export interface MapSize {
  readonly columns: number;
  readonly rows: number;
  /** The part of the plane that is shown, x to the right and y upwards. */
  readonly range: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
}

export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  /** At least 0.5: of class one, drawn ●; else of class zero, drawn ○. */
  readonly label: number;
}

/** The centre of each character of a map, line by line from the top: what `classify` will be asked, in this order. */
export function mapCentres({ columns, rows, range }: MapSize): { readonly x: number; readonly y: number }[] {
  const [left, right] = range.x;
  const [bottom, top] = range.y;
  return Array.from({ length: columns * rows }, (_, i) => ({
    x: left + (((i % columns) + 0.5) / columns) * (right - left),
    y: top - ((Math.floor(i / columns) + 0.5) / rows) * (top - bottom),
  }));
}

/**
 * What a classifier says in each place, as a shade: blank and ░ where class zero is likelier, ▒ and ▓ where class one
 * is, "?" where it says no number; over it the points. `classify` gives the probability of class one; its third
 * argument is the place's index in mapCentres.
 */
export function drawDecisionMap(
  classify: (x: number, y: number, index: number) => number,
  points: readonly LabelledPoint[],
  size: MapSize,
  paint: Paint = plainPaint,
): string[] {
  const { columns, rows, range } = size;
  const canvas = createCanvas(columns, rows);
  mapCentres(size).forEach(({ x, y }, index) => {
    canvas.write(index % columns, Math.floor(index / columns), shadeOf(classify(x, y, index)), "dim");
  });
  const drawn = new Map<string, string>();
  for (const { x, y, label } of points) {
    const column = cellOf(x, range.x, columns);
    const row = rows - 1 - cellOf(y, range.y, rows);
    const mark = label >= 0.5 ? "●" : "○";
    const here = drawn.get(`${column}/${row}`);
    // Where points of both classes share a place, neither hides the other.
    const shown = here === undefined || here === mark ? mark : "◐";
    drawn.set(`${column}/${row}`, shown);
    canvas.write(column, row, shown, colours[shown]);
  }
  return canvas.lines(paint);
}

const colours: Readonly<Record<string, Shade>> = { "●": "forward", "○": "backward", "◐": "bold" };

function shadeOf(probability: number): string {
  if (Number.isNaN(probability)) return "?";
  return probability < 0.25 ? " " : probability < 0.5 ? "░" : probability < 0.75 ? "▒" : "▓";
}

/** The number of the cell that a coordinate is in; −1 or `cells` outside of the range. */
function cellOf(value: number, [low, high]: readonly [number, number], cells: number): number {
  if (value === high) return cells - 1;
  const cell = Math.floor(((value - low) / (high - low)) * cells);
  return Math.min(cells, Math.max(-1, cell));
}
