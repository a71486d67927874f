import type { Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import { truncate } from "../terminal/text-width.ts";
import { wrapLine } from "../terminal/wrap.ts";
import type { Caption } from "./plot.ts";

export const width = 960;
export const margin = 24;
const lineHeight = 19;
/** Characters of a line of notes, and of the title. */
const noteColumns = 128;
const titleColumns = 96;

/** A title and notes at the top of a picture, and where what is below them may begin. */
export function captionMarkup({ title, notes }: Caption): {
  readonly markup: Markup;
  readonly bottom: number;
} {
  const lines = notes.flatMap((note) => wrapLine(note, noteColumns));
  const parts = [
    label(margin, 36, truncate(title, titleColumns), { class: "strong study-title" }),
    ...lines.map((line, i) => label(margin, 58 + i * lineHeight, line, { class: "quiet" })),
  ];
  return { markup: parts.join(""), bottom: 58 + lines.length * lineHeight };
}

/** Rules of all pictures of a study. Lines differ in colour and in dashes: no two of twelve are alike. */
export const studyRules = [
  ".study-title{font-size:17px}.study-small{font-size:11px}",
  ".study-grid{stroke:var(--line);stroke-width:1;opacity:.45}.study-axis{stroke:var(--line);stroke-width:1}",
].join("");
