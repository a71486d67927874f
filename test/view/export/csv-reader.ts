/**
 * Reads CSV by RFC 4180, character by character: records end with CR LF, fields are separated by commas, and those in
 * quotes may hold anything, quotes twice. Shares nothing with what writes such files.
 * @throws Error where the text breaks a rule
 */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  const quoted = (): string => {
    let field = "";
    for (at++; at < text.length; at++) {
      if (text[at] !== '"') field += text[at] ?? "";
      else if (text[at + 1] === '"') field += text[at++] ?? "";
      else {
        at++;
        return field;
      }
    }
    throw new Error("a quoted field without an end");
  };
  const bare = (): string => {
    const start = at;
    while (at < text.length && text[at] !== "," && text[at] !== "\r") {
      if (text[at] === '"' || text[at] === "\n")
        throw new Error(`at ${at}: a ${JSON.stringify(text[at])} without quotes`);
      at++;
    }
    return text.slice(start, at);
  };
  while (at < text.length) {
    record.push(text[at] === '"' ? quoted() : bare());
    if (text[at] === ",") at++;
    else if (text.startsWith("\r\n", at)) {
      at += 2;
      records.push(record);
      record = [];
    } else
      throw new Error(
        `at ${at}: expected a comma or a line end; got ${JSON.stringify(text.slice(at, at + 20))}`,
      );
    if (at === text.length && record.length > 0) throw new Error("a record without a line end");
  }
  return records;
}

/** Records by the names of the first one; fields that are empty are left out. */
export function readTable(text: string): { columns: string[]; rows: Record<string, string>[] } {
  const [columns = [], ...records] = readCsv(text);
  const rows = records.map((record, i) => {
    if (record.length !== columns.length) throw new Error(`record ${i}: ${record.length} fields`);
    const named = record.map((field, place) => [columns[place] ?? "", field] as const);
    return Object.fromEntries(named.filter(([, field]) => field !== ""));
  });
  return { columns, rows };
}
