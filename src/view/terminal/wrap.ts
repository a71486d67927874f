import { charactersOf, widthOf } from "./text-width.ts";

/** Closing marks that no line may begin with. */
const closing = /^[，。、；：？！）」』》”’…,.;:?!)\]}]/u;

/**
 * Breaks each line of a text at blanks, and between Chinese characters, into lines of at most `width` columns.
 * Further lines of a broken one are indented by `hanging` columns. Lines that begin with a blank stay as they are.
 */
export function wrapText(text: string, width: number, hanging = 0): string[] {
  return text.split("\n").flatMap((line) => (line.startsWith(" ") ? [line] : wrapLine(line, width, hanging)));
}

/** As wrapText, for a single line that may begin with blanks: as many of them are kept as leave room for its first word. */
export function wrapLine(line: string, width: number, hanging = 0): string[] {
  if (widthOf(line) <= width) return [line];
  const indent = " ".repeat(Math.min(hanging, Math.max(0, width - 8)));
  const lines: string[] = [];
  let current = "";
  for (const piece of piecesOf(line, width - indent.length)) {
    if (current.trim() !== "" && widthOf(current) + widthOf(piece.trimEnd()) > width) {
      lines.push(current.trimEnd());
      current = indent + piece.trimStart();
    } else {
      // Blanks at the beginning of a line give way to what they would push out of it.
      const over = Math.max(0, widthOf(current) + widthOf(piece.trimEnd()) - width);
      current = current.slice(over) + piece;
    }
  }
  if (current.trim() !== "") lines.push(current.trimEnd());
  return lines;
}

/** What may not be broken: a word with the blanks behind it, a wide character with the marks behind it. */
function piecesOf(line: string, width: number): string[] {
  const pieces: string[] = [];
  let open = false;
  for (const character of charactersOf(line)) {
    const last = pieces.at(-1);
    const isWide = widthOf(character) > 1;
    const joins = character === " " || closing.test(character) || (open && !isWide);
    if (last !== undefined && joins && widthOf((last + character).trimEnd()) <= width) {
      pieces[pieces.length - 1] = last + character;
    } else {
      pieces.push(character);
    }
    open = character !== " " && !isWide;
  }
  return pieces;
}
