/** Where `offset` stands in a text: `line L, column C`, both from 1, a column a UTF-16 unit. */
export function textPosition(text: string, offset: number): string {
  let line = 1;
  let lineStart = 0;
  for (;;) {
    const lineFeed = text.indexOf("\n", lineStart);
    if (lineFeed === -1 || lineFeed >= offset) break;
    line++;
    lineStart = lineFeed + 1;
  }
  return `line ${line}, column ${offset - lineStart + 1}`;
}
