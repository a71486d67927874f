import { type Action, actionText } from "./action.ts";
import type { Grid } from "./grid.ts";

/** How the cells of a grid are written. */
export interface CellOptions {
  /** Characters of a line at most. */
  readonly columns: number;
  /** Colours what stands for an action; it may add no width. */
  readonly paint?: (text: string, action: Action) => string;
  /** Whether a rank commits at the end of a column; then a thick line stands there. Nobody does unless said. */
  readonly commitsAfter?: (rank: number, column: number) => boolean;
}

/** Columns that stand side by side, from the first up to, not including, the second; and the lines of them. */
export interface GridBlock {
  readonly from: number;
  readonly to: number;
  /** When the columns begin. */
  readonly axis: string;
  /** Of each rank. */
  readonly rows: readonly string[];
}

/**
 * A grid as lines of at most `columns` characters, in blocks one below another where it is longer:
 *
 *   tick   0  1  2  3  4  5  6
 *   rank 0 F0 F1    B0─── B1───
 *   rank 1    F0 F1 …
 *
 * A number is that of the micro-batch; the stage is named where ranks hold several. Blank is a bubble; a line shows that
 * an action goes on.
 */
export function gridText(grid: Grid, { columns = 120 }: { readonly columns?: number } = {}): string[] {
  const label = `rank ${grid.rows.length - 1}`.length + 1;
  const lines: string[] = [];
  for (const { from, axis, rows } of gridBlocks(grid, { columns: columns - label })) {
    if (from > 0) lines.push("");
    lines.push(`${"tick".padEnd(label)}${axis}`.trimEnd());
    rows.forEach((row, rank) => lines.push(`${`rank ${rank}`.padEnd(label)}${row}`.trimEnd()));
  }
  return lines;
}

/** The blocks of a grid, without what stands before their lines. */
export function* gridBlocks(grid: Grid, options: CellOptions): Generator<GridBlock, void, undefined> {
  const { times, rows } = grid;
  const texts = textsOf(rows);
  const width = 1 + [...texts.values()].reduce((most, text) => Math.max(most, text.length), 1);
  // Behind the last cell nothing stands but a commit.
  const room = options.columns + (options.commitsAfter === undefined ? 1 : 0);
  const perBlock = Math.max(1, Math.floor(room / width));
  for (let from = 0; from < times.length - 1; from += perBlock) {
    const to = Math.min(times.length - 1, from + perBlock);
    yield {
      from,
      to,
      axis: axis(times.slice(from, to), width),
      rows: rows.map((row, rank) => rowText(row, rank, [from, to], { texts, width, ...options })),
    };
  }
}

/** What stands in the first cell of each action. */
function textsOf(rows: Grid["rows"]): Map<Action, string> {
  const isPlain = rows.every((row, rank) => row.every((action) => (action?.stage ?? rank) === rank));
  const texts = new Map<Action, string>();
  for (const action of rows.flat()) {
    if (action === undefined || texts.has(action)) continue;
    const text = actionText(action);
    texts.set(action, isPlain ? text.replace(/^\d+/, "") : text);
  }
  return texts;
}

/** The cells of a row in the columns from … to − 1; at the end of a block nothing goes on, the next block says so. */
function rowText(
  row: Grid["rows"][number],
  rank: number,
  [from, to]: readonly [from: number, to: number],
  cells: CellOptions & { readonly texts: ReadonlyMap<Action, string>; readonly width: number },
): string {
  const { texts, width, paint = (text: string) => text, commitsAfter = () => false } = cells;
  let line = "";
  for (let column = from; column < to; column++) {
    const action = row[column];
    const begins = action !== row[column - 1];
    const goesOn = column + 1 < to && action === row[column + 1];
    const commit = commitsAfter(rank, column) ? "┃" : undefined;
    if (action === undefined) line += " ".repeat(width - 1) + (commit ?? " ");
    else {
      const fill = begins && !goesOn ? " " : "─";
      const cell = (begins ? (texts.get(action) ?? "") : "").padEnd(width - 1, fill);
      line +=
        goesOn && commit === undefined ? paint(`${cell}─`, action) : paint(cell, action) + (commit ?? " ");
    }
  }
  return line;
}

/** When columns begin, as many as there is room for. */
function axis(times: readonly number[], width: number): string {
  let line = "";
  times.forEach((time, i) => {
    const text = String(Number(time.toPrecision(6)));
    if (line.length > i * width || i * width + text.length >= times.length * width) return;
    line = `${line.padEnd(i * width)}${text} `;
  });
  return line;
}
