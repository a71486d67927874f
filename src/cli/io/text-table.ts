import { shown } from "../../math/suggestion.ts";
import { drawTable } from "../../view/terminal/table.ts";

/** Rows under headings, as wide as they are. Of many rows the first `most` are shown, and how many more there are. */
export function textTable(
  headings: readonly string[],
  rows: Iterable<readonly string[]>,
  { count, most = 20 }: { readonly count: number; readonly most?: number },
): string {
  const first: (readonly string[])[] = [];
  for (const row of rows) {
    first.push(row);
    if (first.length === most) break;
  }
  const lines = drawTable(headings, first, { columns: Infinity });
  const rest = count - first.length;
  if (rest > 0) lines.push(`… and ${rest} more; --json has all`);
  return lines.join("\n");
}

/** A number for people: at most ten significant digits. */
export function shortNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(Number(value.toPrecision(10)));
}

/** A name from a file, harmless in a terminal and not too long. */
export function shownName(name: string): string {
  return shown(name).slice(1, -1);
}
