import Table from "cli-table3";
import { shown } from "../../math/suggestion.ts";

/**
 * Rows under headings as lines of text, two spaces between columns; the first `names` columns are aligned at the left,
 * numbers at the right. Of many rows the first `most` are shown, and how many there are beyond them.
 */
export function textTable(
  headings: readonly string[],
  rows: Iterable<readonly string[]>,
  { names, count, most = 20 }: { readonly names: number; readonly count: number; readonly most?: number },
): string {
  const table = new Table({
    head: [...headings],
    colAligns: headings.map((_, column) => (column < names ? "left" : "right")),
    chars: borderless,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  for (const row of rows) {
    table.push([...row]);
    if (table.length === most) break;
  }
  const lines = table.toString().split("\n");
  const rest = count - table.length;
  if (rest > 0) lines.push(`… and ${rest} more; --json has all`);
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** A number for people: at most ten significant digits. */
export function shortNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(Number(value.toPrecision(10)));
}

/** A name from a file, harmless in a terminal and not too long. */
export function shownName(name: string): string {
  return shown(name).slice(1, -1);
}

const borderless = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};
