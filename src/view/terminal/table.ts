import Table from "cli-table3";
import { type Paint, plainPaint } from "../paint.ts";
import { widthOf } from "./text-width.ts";
import { wrapText } from "./wrap.ts";

const blanks = 2;
const narrowest = 6;

/**
 * Rows under headings, a line under the headings and no other. Columns of numbers are aligned at the right; where a
 * table would be wider than `columns`, its widest columns are broken into lines, and if that does not do, each row
 * is listed name by name.
 */
export function drawTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { columns, paint = plainPaint }: { readonly columns: number; readonly paint?: Paint | undefined },
): string[] {
  const count = Math.max(headings.length, ...rows.map((row) => row.length));
  const filled = rows.map((row) => Array.from({ length: count }, (_, i) => row[i] ?? ""));
  const heads = Array.from({ length: count }, (_, i) => headings[i] ?? "");
  if (count === 0) return [];
  const natural = heads.map((head, i) =>
    Math.max(1, widthOf(head), ...filled.map((row) => widthOf(row[i] ?? ""))),
  );
  const widths = shrink(natural, columns - blanks * (count - 1));
  if (widths === undefined) return listRows(heads, filled, columns, paint);
  const rightAligned = heads.map((_, i) => isNumeric(filled.map((row) => row[i] ?? "")));
  const bare = { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true };
  const table = new Table({
    chars: borders,
    style: bare,
    colWidths: widths,
    colAligns: rightAligned.map((isRight) => (isRight ? "right" : "left")),
  });
  const cellsOf = (row: readonly string[]): string[] =>
    row.map((cell, i) => wrapText(cell, widths[i] ?? 1).join("\n"));
  table.push(
    cellsOf(heads),
    widths.map((width) => "─".repeat(width)),
    ...filled.map(cellsOf),
  );
  const ruleAt = Math.max(...cellsOf(heads).map((cell) => cell.split("\n").length));
  return table
    .toString()
    .split("\n")
    .map((line, i) =>
      i < ruleAt ? paint.bold(line.trimEnd()) : i === ruleAt ? paint.dim(line) : line.trimEnd(),
    );
}

/** Nothing but blanks between columns. */
const borders = {
  top: "", "top-mid": "", "top-left": "", "top-right": "", bottom: "", "bottom-mid": "", "bottom-left": "",
  "bottom-right": "", left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "",
  middle: " ".repeat(blanks),
}; // prettier-ignore

/** A column is one of numbers where nothing else is in it but blanks and dashes. */
function isNumeric(cells: readonly string[]): boolean {
  const said = cells.map((cell) => cell.trim()).filter((cell) => !/^[-–—·…]?$/u.test(cell));
  return said.length > 0 && said.every((cell) => /^[-+−±]?(\d[\d,_]*\.?\d*|\.\d+)(e[-+]?\d+)?\s?[%×a-zµ]{0,3}$/iu.test(cell) || /^(NaN|-?∞)$/.test(cell)); // prettier-ignore
}

/** Takes columns away from the widest until all fit; undefined where none could be left wide enough to read. */
function shrink(natural: readonly number[], room: number): number[] | undefined {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) return undefined;
    widths[widths.indexOf(widest)] = widest - 1;
    excess--;
  }
  return widths;
}

function listRows(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
  paint: Paint,
): string[] {
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [""]),
    ...row.flatMap((cell, i) => {
      const [first = "", ...others] = wrapText(`${heads[i] ?? ""}: ${cell}`, columns, 2);
      const head = `${heads[i] ?? ""}:`;
      return [first.startsWith(head) ? paint.bold(head) + first.slice(head.length) : first, ...others];
    }),
  ]);
}
