import { element, type Markup, rounded } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import { hasMarble } from "./marble-cells.ts";
import { margin } from "./marble-layout.ts";
import { endingNote, numberNotes } from "./marble-legend.ts";
import { marbleShape, markShape } from "./marble-shapes.ts";
import type { MarbleDiagram } from "./marble-streams.ts";
import type { MarbleWords } from "./marble-words.ts";

interface Item {
  readonly sign: (x: number, y: number) => Markup;
  readonly text: string;
}

const lineHeight = 30;

/** What the signs of a picture mean, those that stand on it, in as many lines as its width asks for. */
export function svgLegend(
  diagram: MarbleDiagram,
  words: MarbleWords,
  { top, width }: { readonly top: number; readonly width: number },
): { readonly markup: Markup; readonly height: number } {
  const parts: Markup[] = [];
  let [x, y] = [margin, top + 18];
  for (const { sign, text } of itemsOf(diagram, words)) {
    const own = 30 + labelWidth(text) + 22;
    if (x > margin && x + own > width - margin) [x, y] = [margin, y + lineHeight];
    parts.push(sign(x + 12, y), label(x + 30, y + 4.5, text));
    x += own;
  }
  y += 6;
  for (const note of notesOf(diagram, words)) {
    y += 20;
    parts.push(label(margin, y + 4, note, { class: "quiet" }));
  }
  return { markup: parts.join(""), height: y + 4 - top };
}

function notesOf(diagram: MarbleDiagram, words: MarbleWords): string[] {
  const hears = diagram.streams.some(({ from }) => from !== undefined);
  return [...numberNotes(diagram, words), ...(hears ? [words.heard] : [])];
}

function itemsOf(diagram: MarbleDiagram, words: MarbleWords): Item[] {
  const { streams, barriers, ending } = diagram;
  const items: Item[] = [];
  const stands = (own: string): boolean =>
    streams.some(({ kind, from }) => kind === own && from === undefined);
  for (const [kind, text] of [
    ["forward", words.forward],
    ["backward", words.backward],
    ["loss", words.lossMarble],
  ] as const) {
    if (stands(kind)) items.push({ sign: (x, y) => marbleShape(x, y, kind, ""), text });
  }
  for (const kind of ["gradient", "commit"] as const) {
    if (hasMarble(streams, (marble) => marble.kind === kind)) {
      items.push({ sign: (x, y) => markShape(x, y, kind), text: words[kind] });
    }
  }
  if (barriers.size > 0) {
    const sign = (x: number, y: number): Markup =>
      element("path", { d: `M${rounded(x - 2)} ${rounded(y - 11)}v22m4 0v-22`, class: "marbles-barrier" });
    items.push({ sign, text: words.barrier });
  }
  const ends: Readonly<Record<typeof ending.kind, (x: number, y: number) => string>> = {
    complete: (x, y) => `M${rounded(x)} ${rounded(y - 11)}v22`,
    failed: (x, y) => `M${rounded(x - 6)} ${rounded(y - 6)}l12 12m0 -12l-12 12`,
    open: (x, y) => `M${rounded(x - 8)} ${rounded(y)}h14m-6 -5l6 5l-6 5`,
  };
  const sign = (x: number, y: number): Markup =>
    element("path", { d: ends[ending.kind](x, y), class: "marbles-end" });
  return [...items, { sign, text: endingNote(diagram, words) }];
}
