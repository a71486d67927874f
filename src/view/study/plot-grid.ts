import { element, type Markup } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import { truncate } from "../terminal/text-width.ts";
import type { LinePlot } from "./plot.ts";
import { type Frame, plotHeight, plotLeft } from "./plot-frame.ts";

/** The lines behind a plot, and what stands at its two axes. */
export function gridMarkup({ across }: LinePlot, frame: Frame): Markup[] {
  const { scale, top, right, marks } = frame;
  const bottom = top + plotHeight;
  const rows = (scale?.ticks ?? []).flatMap(({ value, text: content }) => {
    const y = top + (1 - (scale?.place(value) ?? 0)) * plotHeight;
    return [
      element("line", { class: "study-grid", x1: plotLeft, x2: right, y1: y, y2: y }),
      label(plotLeft - 10, y + 4, content, { class: "number quiet", anchor: "end" }),
    ];
  });
  const room = (right - plotLeft) / Math.max(1, marks.length);
  const widest = Math.max(0, ...marks.map(({ text: content }) => labelWidth(content, 12)));
  const isCrowded = widest + 8 > room;
  const columns = marks.flatMap(({ x, text: content }, i) => {
    const parts = wordsIn(content, room);
    return [
      element("line", { class: "study-grid", x1: x, x2: x, y1: top, y2: bottom }),
      ...(across.kind === "values" && isCrowded
        ? parts.map((part, line) => label(x, bottom + 14 + 13 * line, part, { class: "study-small quiet", anchor: "middle" }))
        : isCrowded && i % 2 === 1
          ? []
          : [label(x, bottom + 18, content, { class: "number quiet", anchor: "middle" })]),
    ];
  }); // prettier-ignore
  return [
    ...rows,
    ...columns,
    element("line", { class: "study-axis", x1: plotLeft, x2: right, y1: bottom, y2: bottom }),
  ];
}

/** A long label in two lines at most, broken at hyphens or blanks. */
function wordsIn(content: string, room: number): string[] {
  const most = Math.max(4, Math.floor(room / (11 * 0.62)));
  const parts = content.split(/(?<=[- ])/);
  const lines = [""];
  for (const part of parts) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && (last + part).length > most) lines.push(part);
    else lines[lines.length - 1] = last + part;
  }
  return [...lines.slice(0, 2), ...(lines.length > 2 ? [lines.slice(2).join("")] : [])].map((line) =>
    truncate(line.trim(), most),
  );
}
