import { drawTable } from "../../../src/view/terminal/table.ts";
import type { Figure } from "./statistics.ts";

export interface Table {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences under it. */
  readonly notes?: readonly string[];
}

export function textOf({ title, headings, rows, notes = [] }: Table): string {
  return [title, "", ...drawTable(headings, rows, { columns: Infinity }), ...notes.flatMap((note) => ["", note])].join("\n"); // prettier-ignore
}

export function markdownOf({ title, headings, rows, notes = [] }: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const table = [line(headings), line(headings.map(() => "---")), ...rows.map(line)];
  return [`## ${title}`, "", ...table, ...notes.flatMap((note) => ["", note])].join("\n");
}

/** Two cells: the median, and the least and most. A dash each where nothing was measured. */
export function figureCells(figure: Figure | undefined, scale = 1): readonly [string, string] {
  if (figure === undefined) return ["–", "–"];
  const [middle, least, most] = [figure.median, figure.least, figure.most].map((x) => shortNumber(x * scale));
  return [String(middle), `${String(least)} to ${String(most)}`];
}

/** The same as one text: "1.12 (1.08 to 1.15)". */
export function figureText(figure: Figure | undefined, scale = 1): string {
  const [middle, spread] = figureCells(figure, scale);
  return figure === undefined ? middle : `${middle} (${spread})`;
}

/** Three digits that count; thousands stay whole. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString("en-US");
  if (size >= 10) return value.toFixed(1);
  return size >= 0.01 || size === 0 ? value.toFixed(2) : value.toExponential(1);
}
