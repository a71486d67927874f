import { type Action, actionText } from "./action.ts";
import { endOf, type Timetable } from "./timetable.ts";
import { sliver } from "./timing.ts";

/** A timetable as a table: a row a rank, columns of time. */
export interface Grid {
  /** When each column begins and, last, when the last one ends: one more than there are columns. */
  readonly times: readonly number[];
  /** Of each rank, what it does in each column; undefined where it does nothing. */
  readonly rows: readonly (readonly (Action | undefined)[])[];
}

/** Columns of one tick are drawn only if they are no more than so many times the moments at which something changes. */
const ticksPerMoment = 8;

const mostCells = 20_000_000;

/**
 * The grid of a timetable. Columns are ticks where all times are whole and the ticks not too many; otherwise a column ends
 * wherever something begins or ends.
 * @throws RangeError `grid: expected …; got …` if it has more cells than there is room for
 */
export function gridOf(timetable: Timetable): Grid {
  const end = endOf(timetable);
  const moments = momentsOf(timetable, sliver(end));
  const isWhole = moments.every(Number.isInteger) && end <= ticksPerMoment * moments.length;
  const cells = timetable.ranks.length * (isWhole ? end : moments.length - 1);
  if (cells > mostCells) throw new RangeError(`grid: expected at most ${mostCells} cells; got ${cells}`);
  const times = isWhole ? Array.from({ length: end + 1 }, (_, tick) => tick) : moments;
  const rows = timetable.ranks.map((slots) => {
    const row = Array<Action | undefined>(times.length - 1).fill(undefined);
    let column = 0;
    const reach = (time: number): number => {
      while ((times[column] ?? Infinity) < time - sliver(end)) column++;
      return column;
    };
    for (const { action, start, end: until } of slots) row.fill(action, reach(start), reach(until));
    return row;
  });
  return { times, rows };
}

/** When something begins or ends, ascending; of moments that only rounding keeps apart, the first. */
function momentsOf({ ranks }: Timetable, apart: number): number[] {
  const all = Float64Array.from(
    ranks.flatMap((slots) => slots.flatMap(({ start, end }) => [start, end])),
  ).sort();
  const moments = [0];
  for (const time of all) if (time - (moments.at(-1) ?? 0) > apart) moments.push(time);
  return moments;
}

/** The grid in PyTorch's text: `0F0` in every column that it takes, an empty text where a rank does nothing. */
export function gridTexts({ rows }: Grid): string[][] {
  return rows.map((row) => row.map((action) => (action === undefined ? "" : actionText(action))));
}
