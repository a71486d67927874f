/**
 * Any text for a place in a Mermaid diagram that shows text. All that is no letter, mark, number or blank becomes a numeric
 * entity (#35; for #): nothing is left that could end a label or a line, be an arrow, a comment or a directive, or be
 * taken for HTML, Markdown or CSS. What Mermaid looks for when entities are characters again, a line break written as \n
 * and formulas between two $, is parted by an invisible word joiner.
 */
export function mermaidText(text: string): string {
  // Mermaid takes blanks away at the ends of a label, and refuses an empty one.
  if (text.trim() === "") return "#160;";
  return text
    .replace(unprintable, "\ufffd")
    .replace(/\\(?=n)|\$(?=\$)/g, "$&\u2060")
    .replace(special, (character) => `#${character.codePointAt(0) ?? 0};`);
}

const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu;
const special = /[^\p{L}\p{N}\p{M} .,·\u2060\ufffd-]|-(?!\d)|(?<=\S)-/gu;
