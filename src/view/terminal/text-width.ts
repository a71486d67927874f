import stringWidth from "string-width";

// Widths are in terminal columns: a Chinese character is two wide, a colour code none.

const graphemes = new Intl.Segmenter();

/** Columns that the text takes up; of several lines, those of the widest. */
export function widthOf(text: string): number {
  return text.includes("\n")
    ? Math.max(...text.split("\n").map((line) => stringWidth(line)))
    : stringWidth(text);
}

export function padRight(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

export function padLeft(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

/** The characters of a text without colour codes, as readers see them: an accent belongs to its letter. */
export function charactersOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** The text without colour codes, cut to `width` columns; "…" stands for what was cut off. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return "";
  let cut = "";
  let used = 1;
  for (const character of charactersOf(text)) {
    used += widthOf(character);
    if (used > width) break;
    cut += character;
  }
  return `${cut}…`;
}
