import { fitNumber } from "../number-text.ts";
import { drawTable } from "../terminal/table.ts";
import type { Paint } from "../paint.ts";
import type { HeatMap } from "./heat-map.ts";

/** Columns of a number. */
const widest = 7;

/** The map as a table, a row for each value of y from the greatest on, as the picture has it; × where nothing is finite. */
export function heatMapText(
  { x, y, cells }: HeatMap,
  options: { readonly columns: number; readonly paint?: Paint | undefined },
): string[] {
  const texts = cells.map((row) => row.map(cellText));
  const widths = x.values.map((value, i) =>
    Math.max(value.length, ...texts.map((row) => row[i]?.length ?? 0)),
  );
  // Blanks that cannot be broken stand before what is narrower than its column.
  const placed = (text: string, i: number): string => text.padStart(widths[i] ?? 0, hardBlank);
  const rows = texts.map((row, i) => [y.values[i] ?? "", ...row.map(placed)]);
  const headings = [`${y.label} \\ ${x.label}`, ...x.values.map(placed)];
  return drawTable(headings, rows.reverse(), options).map((line) => line.replaceAll(hardBlank, " "));
}

const hardBlank = "\u00a0";

function cellText(value: number | undefined): string {
  if (value === undefined) return "–";
  return Number.isFinite(value) ? fitNumber(Number(value.toPrecision(2)), widest) : "×";
}
