import { InputError } from "../message/input-error.ts";
import type { Samples } from "./samples.ts";
import { strictNumber } from "./strict-number.ts";

/** Numbers in one matrix of samples: 2 GiB. */
const mostNumbers = 268_435_456;

/**
 * Targets in which every column of classes is spread to one target for each class, in ascending order of the
 * names.
 * @param cells count × columns: plain numbers, and for a column of classes the number of the line's class.
 * @param classes for each column: undefined for plain numbers, or its classes' names with their numbers.
 * @throws InputError if the targets would not fit into memory.
 */
export function oneHotColumns(
  cells: Float64Array,
  count: number,
  classes: readonly (ReadonlyMap<string, number> | undefined)[],
): Pick<Samples, "targets" | "targetWidth" | "classes"> {
  const columns = classes.map((names) => (names === undefined ? undefined : ascending(names)));
  const targetWidth = columns.reduce((width, column) => width + (column?.names.length ?? 1), 0);
  if (count * targetWidth > mostNumbers) {
    const each = `${targetWidth} for each of ${count} lines (is a column of classes one of names?)`;
    throw new InputError([
      { path: "", message: `expected at most ${mostNumbers} targets in memory; got ${each}` },
    ]);
  }
  const targets = new Float64Array(count * targetWidth);
  let to = 0;
  cells.forEach((cell, i) => {
    const column = columns[i % columns.length];
    targets[to + (column?.place[cell] ?? 0)] = column === undefined ? cell : 1;
    to += column?.names.length ?? 1;
  });
  const [only] = columns;
  return {
    targets,
    targetWidth,
    ...(columns.length === 1 && only !== undefined ? { classes: only.names } : {}),
  };
}

interface Classes {
  readonly names: readonly string[];
  /** The place among the names of each class by its number. */
  readonly place: readonly number[];
}

function ascending(numbered: ReadonlyMap<string, number>): Classes {
  const names = [...numbered.keys()].sort();
  if (names.every((name) => strictNumber(name) !== undefined)) names.sort((a, b) => Number(a) - Number(b));
  const place: number[] = [];
  names.forEach((name, n) => (place[numbered.get(name) ?? 0] = n));
  return { names, place };
}
