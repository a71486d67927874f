import { shown } from "../math/suggestion.ts";
import { InputError } from "../message/input-error.ts";
import { divideColumns, readHeader, type CsvColumn, type CsvTargets } from "./csv-columns.ts";
import { csvRecords, type CsvRecord } from "./csv.ts";
import { numberList } from "./number-list.ts";
import { oneHotColumns } from "./one-hot.ts";
import type { Samples } from "./samples.ts";
import { looksLikeNumber, strictNumber } from "./strict-number.ts";
import { textPosition } from "./text-position.ts";

/**
 * Samples of a CSV text with a header row, a line a sample. Targets are the columns in `targets`, then
 * `classes`; without both, the columns of text, if there are any. All other columns are inputs.
 * A target column of text, and `classes`, become one-hot: one target for each class, classes in ascending
 * order (of numbers if all are numbers, else of UTF-16 units).
 * @throws InputError with line and column: no or a doubtful header, an unknown column, a line with too few or
 * too many fields, a value that is no finite decimal number, no lines.
 */
export function parseCsv(text: string, named: CsvTargets = {}): Samples {
  const records = csvRecords(text);
  const next = (): CsvRecord | undefined => records.next().value ?? undefined;
  const header = readHeader(text, next());
  const firstLine = next();
  if (firstLine === undefined) fail("", "expected at least one line after the header; got none");
  checkWidth(text, firstLine, header);
  const columns = divideColumns(header, firstLine, named);

  const inputs = numberList();
  const targets = numberList();
  /** For each column of targets: its classes so far, each with its number. */
  const classes = columns.targets.map(({ holds }) =>
    holds === "number" ? undefined : new Map<string, number>(),
  );
  let count = 0;
  for (let record: CsvRecord | undefined = firstLine; record !== undefined; record = next()) {
    checkWidth(text, record, header);
    for (const column of columns.inputs) inputs.push(readNumber(text, record, column));
    for (const [t, column] of columns.targets.entries()) {
      const names = classes[t];
      targets.push(names ? readClass(text, record, column, names) : readNumber(text, record, column));
    }
    count++;
  }
  return {
    count,
    inputWidth: columns.inputs.length,
    inputs: inputs.toArray(),
    ...oneHotColumns(targets.toArray(), count, classes),
  };
}

function checkWidth(text: string, { fields, starts }: CsvRecord, header: readonly string[]): void {
  if (fields.length === header.length) return;
  const where = textPosition(text, starts[Math.min(fields.length - 1, header.length)] ?? 0);
  fail(where, `expected ${header.length} fields as in the header; got ${fields.length}`);
}

function readNumber(text: string, { fields, starts }: CsvRecord, { name, at }: CsvColumn): number {
  const value = fields[at] ?? "";
  const number = strictNumber(value);
  if (number !== undefined) return number;
  const advice = looksLikeNumber(value) ? "" : " (a column of text has to be named in targets or classes)";
  const where = textPosition(text, starts[at] ?? 0);
  fail(where, `expected a finite decimal number in ${shown(name)}; got ${shown(value)}${advice}`);
}

/** The number of a line's class; a new class gets the next number. */
function readClass(
  text: string,
  { fields, starts }: CsvRecord,
  { name, at, holds }: CsvColumn,
  classes: Map<string, number>,
): number {
  const value = fields[at] ?? "";
  if (value === "" || (holds === "text" && looksLikeNumber(value))) {
    const advice =
      value === "" ? "" : " (a column of names with numbers among them has to be named in classes)";
    const where = textPosition(text, starts[at] ?? 0);
    fail(where, `expected the name of a class in ${shown(name)}; got ${shown(value)}${advice}`);
  }
  const known = classes.get(value) ?? classes.size;
  classes.set(value, known);
  return known;
}

function fail(path: string, message: string): never {
  throw new InputError([{ path, message }]);
}
