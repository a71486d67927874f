import { widthOf } from "./text-width.ts";
import { wrapText } from "./wrap.ts";

/** Phrases beside each other, three blanks apart, as many as a line has room for; a longer one is wrapped. */
export function packPhrases(phrases: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const phrase of phrases) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 3 + widthOf(phrase) <= columns) {
      lines[lines.length - 1] = `${last}   ${phrase}`;
    } else lines.push(phrase);
  }
  return lines.flatMap((line) => wrapText(line, columns, 2));
}
