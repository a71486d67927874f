import stringWidth from "string-width";
import { printable } from "../printable.ts";

// Widths are in terminal columns: a Chinese character is two wide, a colour code none.

const graphemes = new Intl.Segmenter();

/**
 * Letters, signs, arrows, boxes and dots that are one column each, and Chinese characters and marks that are two, as nearly
 * all text here is: counting them is all there is to do. To measure anything else takes longer, and what it takes is got
 * ready only then (a tenth of a second).
 */
const plain =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0391-\u03a1\u03a3-\u03ff\u2010-\u2027\u2030-\u203b\u2070-\u2071\u2074-\u208e\u2190-\u21ff\u2200-\u22ff\u2500-\u25fc\u2800-\u28ff\u3001-\u3029\u4e00-\u9fff\uff01-\uff60]*$/;
const wide = /[\u3001-\u3029\u4e00-\u9fff\uff01-\uff60]/g;

/** Columns that the text takes up; of several lines, those of the widest. */
export function widthOf(text: string): number {
  return text.includes("\n") ? Math.max(...text.split("\n").map(widthOfLine)) : widthOfLine(text);
}

function widthOfLine(line: string): number {
  return plain.test(line) ? line.length + (line.match(wide)?.length ?? 0) : stringWidth(line);
}

export function padRight(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

export function padLeft(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

/** The characters of a text without colour codes, as readers see them: an accent belongs to its letter. */
export function charactersOf(text: string): string[] {
  if (plain.test(text)) return text.split("");
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/**
 * A text that has not been painted, cut to `width` columns; "…" stands for what was cut off. What no terminal may be told
 * by a file, a name's control characters, is replaced.
 */
export function truncate(text: string, width: number): string {
  const shown = plain.test(text) ? text : printable(text);
  if (widthOf(shown) <= width) return shown;
  if (width <= 0) return "";
  let cut = "";
  let used = 1;
  for (const character of charactersOf(shown)) {
    used += widthOf(character);
    if (used > width) break;
    cut += character;
  }
  return `${cut}…`;
}
