/** Headings and blocks (tables, pictures) stand apart from what is around them; text follows text directly. */
export type LineKind = "text" | "heading" | "block";

/**
 * Writes lines with a blank one above headings, around blocks, and never two where one is meant. A block without
 * lines makes room for one that is drawn in another way.
 */
export function createLineWriter(
  write: (text: string) => Promise<void>,
): (kind: LineKind, lines: readonly string[]) => Promise<void> {
  let last: LineKind | "nothing" | "blank" = "nothing";
  return async (kind, lines) => {
    const gap = needsGap(last, kind);
    last = lines.at(-1)?.trim() === "" ? "blank" : kind;
    const text = [...(gap ? [""] : []), ...lines].map((line) => `${line}\n`).join("");
    if (text !== "") await write(text);
  };
}

function needsGap(last: LineKind | "nothing" | "blank", next: LineKind): boolean {
  if (last === "nothing" || last === "blank") return false;
  if (last === "heading") return next === "heading";
  return next !== "text" || last === "block";
}
