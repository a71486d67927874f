import { describeValue, type ProblemList } from "./problem-list.ts";

/** How many numbers a list must hold, and what for: `30`, `one per neuron of "h"`. */
export interface Extent {
  readonly count: number;
  readonly meaning: string;
}

/** Checks a list of finite numbers, each of them and their count. */
export function checkNumbers(
  numbers: unknown,
  path: string,
  extent: Extent | undefined,
  problems: ProblemList,
): void {
  if (!Array.isArray(numbers)) {
    problems.add(path, `expected a list of numbers; got ${describeValue(numbers)}`);
    return;
  }
  if (extent !== undefined && numbers.length !== extent.count) {
    problems.add(path, expectedCount(extent, "number", numbers.length));
  }
  for (let i = 0; i < numbers.length; i++) {
    // Number.isFinite is false for what is no number.
    if (Number.isFinite(numbers[i])) continue;
    problems.add(`${path}[${i}]`, `expected a finite number; got ${describeValue(numbers[i])}`);
  }
}

/** Checks a matrix: its count of rows, that each is as long as `columns` says, and each number. */
export function checkRows(
  rows: readonly unknown[],
  path: string,
  extents: { readonly rows: Extent | undefined; readonly columns: Extent | undefined },
  problems: ProblemList,
): void {
  if (extents.rows !== undefined && rows.length !== extents.rows.count) {
    problems.add(path, expectedCount(extents.rows, "row", rows.length));
  }
  for (let row = 0; row < rows.length; row++) {
    checkNumbers(rows[row], `${path}[${row}]`, extents.columns, problems);
  }
}

function expectedCount({ count, meaning }: Extent, noun: string, got: number): string {
  const nouns = count === 1 ? noun : `${noun}s`;
  return `expected ${count} ${nouns}, ${meaning}; got ${got}`;
}
