/**
 * Any text as a quoted string of DOT that a label shows as it is. Graphviz reads a label three times: a quoted string ends
 * at a quote; a backslash begins a line break, or a name of its own (\N, \G, …); an ampersand begins an entity of HTML.
 */
export function dotString(text: string): string {
  return `"${text.replace(special, (character) => written[character] ?? "\ufffd")}"`;
}

/** As dotString, for a tooltip: there a backslash is read twice. */
export function dotTooltip(text: string): string {
  return dotString(text.replaceAll("\\", "\\\\"));
}

/** Lines under each other in one label, each ended: "\n" in the middle, "\l" at the left. */
export function dotLines(lines: readonly string[], end: "\\n" | "\\l" = "\\n"): string {
  const escaped = lines.map((line) => dotString(line).slice(1, -1));
  return `"${escaped.join(end)}${end === "\\l" ? end : ""}"`;
}

const special = /["\\&\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu;
const written: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "&": "&amp;" };
