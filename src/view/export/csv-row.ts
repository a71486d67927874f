/**
 * The columns of the table. Some mean more than one thing: `neuron` is who does it, or the population that does; `value`
 * is what is fed, sent, or told by the loss; `weight` is that of the message's synapse, or the new one after a commit;
 * `sample` is counted in the batch and `row` in the samples that were given; `note` says the rest in words.
 */
export const csvColumns = [
  "n", "t", "kind", "batch", "microBatch", "sample", "row", "direction", "neuron", "from", "to", "value", "weight",
  "weightVersion", "product", "bias", "z", "a", "gain", "sum", "added", "delta", "target", "loss", "gradient", "norm",
  "parents", "note",
] as const; // prettier-ignore

export type CsvColumn = (typeof csvColumns)[number];

/** The commas from the cell of one column to that of a later one. */
export function commas(from: CsvColumn, to: CsvColumn): string {
  return ",".repeat(csvColumns.indexOf(to) - csvColumns.indexOf(from));
}

/** The line end, and the commas before it, of a row whose last cell that is not empty is that of this column. */
export function rowEnd(last: CsvColumn): string {
  return `${commas(last, "note")}\r\n`;
}

/** Writes a row: its start, the cells up to `row`, then a text for each of some further columns; others stay empty. */
export type CsvRow = (start: string, cells: readonly string[]) => string;

/** The commas between the columns are counted once, not for each row. */
export function csvRow(...columns: readonly CsvColumn[]): CsvRow {
  const before = columns.map((column, i) => commas(columns[i - 1] ?? "row", column));
  const end = rowEnd(columns.at(-1) ?? "row");
  return (start, cells) => {
    let text = start;
    for (let i = 0; i < before.length; i++) text += (before[i] ?? "") + (cells[i] ?? "");
    return text + end;
  };
}
