import { narrate, narratorOf } from "../narration.ts";
import { fitNumber, formatNumber } from "../number-text.ts";
import type { Language } from "../language.ts";
import { labelOf } from "../time-axis/moment-labels.ts";
import { element, type Markup, rounded } from "../svg/element.ts";
import { arrowHead, label } from "../svg/label.ts";
import { axisHeight, type MarbleLayout, type Row } from "./marble-layout.ts";
import { marbleShape, markShape, radius, told } from "./marble-shapes.ts";
import type { Marble, MarbleDiagram } from "./marble-streams.ts";
import type { MarbleWords } from "./marble-words.ts";

/** Which ticks a block shows, by their places, and where it stands. */
export interface SvgBlock {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly language: Language;
  readonly words: MarbleWords;
}

/** More marbles of one tick are one that says how many they are. */
const mostBeside = 3;
/** A value of five digits and a point is so wide. */
const valueWidth = 46;

export function drawSvgBlock(diagram: MarbleDiagram, layout: MarbleLayout, block: SvgBlock): Markup {
  const { from, top } = block;
  const { left, tickWidth, rows, blockHeight } = layout;
  const bottom = top + blockHeight - 36;
  const barriers = [...diagram.barriers]
    .filter((tick) => tick >= from && tick < block.to)
    .map((tick) => {
      const x = left + (tick - from) * tickWidth;
      const d = `M${rounded(x - 2)} ${rounded(top + axisHeight - 22)}V${rounded(bottom)}m4 0V${rounded(top + axisHeight - 22)}`;
      return told(block.words.barrier, element("path", { d, class: "marbles-barrier" }));
    });
  return [
    axis(diagram, layout, block, bottom),
    ...rows.map((row) => drawLine(diagram, layout, row, block)),
    ...barriers,
    ...rows.map((row) => drawMarbles(diagram, layout, row, block)),
  ].join("");
}

function axis(
  { ticks, beginnings }: MarbleDiagram,
  { left, tickWidth }: MarbleLayout,
  { from, to, top, language, words }: SvgBlock,
  bottom: number,
): Markup {
  const y = top + axisHeight - 26;
  const parts: Markup[] = [label(left - 14, y, words.tick, { anchor: "end", class: "quiet" })];
  for (let tick = from; tick < to; tick++) {
    const x = left + (tick - from + 0.5) * tickWidth;
    const time = formatNumber(ticks.times[tick] ?? 0, 7);
    parts.push(
      element("line", { x1: x, x2: x, y1: y + 6, y2: bottom, class: "marbles-grid" }),
      label(x, y, time, { anchor: "middle", class: "number quiet" }),
    );
  }
  for (const { tick, batch } of beginnings) {
    if (tick < from || tick >= to) continue;
    const x = left + (tick - from + 0.5) * tickWidth - radius;
    parts.push(label(x, y - 19, narratorOf(language).words.batch(batch), { class: "strong" }));
  }
  return parts.join("");
}

/** The line of a stream, its name at the left, and how it ends at the right. */
function drawLine(
  { ending, ticks }: MarbleDiagram,
  { nameX, kindX, left, tickWidth }: MarbleLayout,
  { stream, name, kind, y: offset }: Row,
  { from, to, top }: SvgBlock,
): Markup {
  const y = top + offset;
  const right = left + (to - from) * tickWidth;
  const isHeard = stream.from !== undefined;
  const className = isHeard
    ? "line"
    : { forward: "forward-line", backward: "backward-line", loss: "marbles-loss-line", row: "line" }[
        stream.kind
      ];
  const colour = stream.kind === "row" ? "quiet" : stream.kind;
  const parts = [
    label(nameX, y + 4.5, name, { class: "strong" }),
    label(kindX, y + 4.5, kind, { class: isHeard ? "quiet" : colour }),
    element("line", { x1: left - 6, x2: right, y1: y, y2: y, class: className }),
  ];
  if (to < ticks.times.length) return parts.join("");
  const end: Readonly<Record<typeof ending.kind, Markup>> = {
    complete: element("line", { x1: right, x2: right, y1: y - 11, y2: y + 11, class: "marbles-end" }),
    failed: element("path", {
      d: `M${rounded(right - 6)} ${rounded(y - 6)}l12 12m0 -12l-12 12`,
      class: "marbles-end",
    }),
    open: arrowHead(right + 6, y, 1, 0, { class: isHeard ? "quiet" : colour }),
  };
  return [...parts, end[ending.kind]].join("");
}

function drawMarbles(
  { labelledBy }: MarbleDiagram,
  { left, tickWidth }: MarbleLayout,
  { stream, y: offset }: Row,
  { from, to, top, language }: SvgBlock,
): Markup {
  const y = top + offset;
  const parts: Markup[] = [];
  for (let tick = from; tick < to; tick++) {
    const cell = stream.cells[tick];
    if (cell === undefined) continue;
    const shown = together(cell);
    const step = Math.min(2 * radius + 6, tickWidth / shown.length);
    shown.forEach(({ marble, count }, i) => {
      const x = left + (tick - from + 0.5) * tickWidth + (i - (shown.length - 1) / 2) * step;
      const { kind, event, value } = marble;
      const sentence = narrate(event, language);
      if (kind !== "message") {
        parts.push(told(sentence, markShape(x, y, kind)));
        return;
      }
      const number = count > 1 ? `+${count}` : labelOf(event, labelledBy);
      const hasRoom = i === 0 || step >= valueWidth;
      const shape =
        stream.from === undefined ? marbleShape(x, y, stream.kind, number) : heardShape(x, y, number);
      const digits = value !== undefined && hasRoom ? fitNumber(value, 7) : "";
      const under =
        digits === ""
          ? ""
          : label(x, y + radius + 15, digits, { anchor: "middle", class: "number marbles-value" });
      parts.push(told(sentence, shape, under));
    });
  }
  return parts.join("");
}

function heardShape(x: number, y: number, number: string): Markup {
  const ring = element("circle", { cx: x, cy: y, r: 8, class: "marbles-ring" });
  return ring + label(x, y + 3.4, number, { anchor: "middle", "font-size": number.length > 2 ? 7 : 9.5 });
}

/** Messages of one tick, all as one where they are many; then what else happens. */
function together(cell: readonly Marble[]): { readonly marble: Marble; readonly count: number }[] {
  const messages = cell.filter(({ kind }) => kind === "message");
  const others = cell.filter(({ kind }) => kind !== "message");
  const [first] = messages;
  const all =
    first !== undefined && messages.length > mostBeside
      ? [{ marble: first, count: messages.length }]
      : messages.map((marble) => ({ marble, count: 1 }));
  return [...all, ...others.slice(0, 2).map((marble) => ({ marble, count: 1 }))];
}
