/**
 * A text as a field of CSV. A spreadsheet takes a text that begins with = + - @, a tab or a line end for a formula
 * (OWASP, "CSV Injection"), also behind blanks and in full-width letters: such a text gets an apostrophe in front. So
 * does one that begins with an apostrophe, so that taking one away always gives the text back.
 */
export function textCell(text: string): string {
  const safe = /^\s*[=+\-@\t\r\n＝＋－＠']/.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A number as a field of CSV: the shortest text that reads back as the same number; of −0 its sign too. */
export function numberCell(value: number | undefined): string {
  if (value === undefined) return "";
  return Object.is(value, -0) ? "-0" : `${value}`;
}

/** Whole numbers as one field of CSV, with blanks between them. */
export function numbersCell(values: readonly number[]): string {
  let text = "";
  for (let i = 0; i < values.length; i++) text += i > 0 ? ` ${values[i] ?? ""}` : `${values[i] ?? ""}`;
  return text;
}

/** Writes names as fields of CSV, each once: they come again and again. */
export function createNameCells(): (name: string) => string {
  const cells = new Map<string, string>();
  return (name) => {
    const known = cells.get(name);
    if (known !== undefined) return known;
    const cell = textCell(name);
    cells.set(name, cell);
    return cell;
  };
}
