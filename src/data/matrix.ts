import { shown } from "../math/suggestion.ts";
import type { Problem } from "../message/input-error.ts";

/** Rows of equal width: numbers[row × width + column]. */
export interface Matrix {
  readonly count: number;
  readonly width: number;
  readonly numbers: Float64Array;
}

/** Problems listed one by one; of a file that is wrong throughout, more would help nobody. */
const mostProblems = 20;

/**
 * A matrix from an array of arrays of finite numbers, of which nothing is known yet.
 * Adds a problem for each row or number that does not fit (at most 20, then how many more there are).
 * @returns undefined if there was any.
 */
export function readMatrix(rows: unknown, path: string, problems: Problem[]): Matrix | undefined {
  const found: Problem[] = [];
  let count = 0;
  const report = (where: string, message: string): void => {
    if (count++ < mostProblems) found.push({ path: where, message });
  };
  const matrix = fill(rows, path, report);
  if (count > mostProblems) {
    found.push({ path, message: `${count - mostProblems} more problems of this kind` });
  }
  problems.push(...found);
  return count === 0 ? matrix : undefined;
}

function fill(
  rows: unknown,
  path: string,
  report: (where: string, message: string) => void,
): Matrix | undefined {
  if (!Array.isArray(rows)) {
    report(path, `expected an array of rows; got ${shown(rows)}`);
    return undefined;
  }
  const first: unknown = rows[0];
  const width = Array.isArray(first) ? first.length : 0;
  const numbers = new Float64Array(rows.length * width);
  // By index: a hole in a sparse array is a row that is missing.
  for (let r = 0; r < rows.length; r++) {
    const row: unknown = rows[r];
    const where = `${path}[${r}]`;
    if (!Array.isArray(row)) {
      report(where, `expected an array of numbers; got ${shown(row)}`);
    } else if (row.length !== width && Array.isArray(first)) {
      report(where, `expected ${width} numbers as in ${path}[0]; got ${row.length}`);
    } else {
      for (let c = 0; c < width; c++) {
        const value: unknown = row[c];
        if (typeof value === "number" && Number.isFinite(value)) numbers[r * width + c] = value;
        else report(`${where}[${c}]`, `expected a finite number; got ${shown(value)}`);
      }
    }
  }
  return { count: rows.length, width, numbers };
}
