import { fitNumber, formatNumber } from "../number-text.ts";
import type { Paint } from "../paint.ts";
import { widthOf } from "../terminal/text-width.ts";
import { narratorOf } from "../narration.ts";
import type { Language } from "../language.ts";
import { cellText, cellValue } from "./marble-cells.ts";
import type { MarbleDiagram, Stream, StreamKind } from "./marble-streams.ts";
import type { MarbleWords } from "./marble-words.ts";

/** Which ticks are drawn, by their places, and how. */
export interface Block {
  readonly from: number;
  readonly to: number;
  /** Columns of a tick. The first of them belongs to the line, or to a barrier; marbles begin in the second. */
  readonly cell: number;
  /** One a stream, equally wide. */
  readonly labels: readonly string[];
  readonly values: "beneath" | "table";
  readonly words: MarbleWords;
  readonly language: Language;
  readonly paint: Paint;
}

const lines: Readonly<Record<StreamKind, string>> = { forward: "─", backward: "╌", row: "┈", loss: "─" };
const heardLine = "┈";

/** Streams under each other, and above them what time it is. */
export function drawBlock(diagram: MarbleDiagram, block: Block): string[] {
  const { labels, paint } = block;
  return [
    ...axis(diagram, block),
    ...diagram.streams.flatMap((stream, i) => {
      const label = labels[i] ?? "";
      const line = `${label} ${shadeOf(stream, paint)(railOf(diagram, stream, block))}`;
      if (block.values !== "beneath") return [line];
      const values = valuesUnder(diagram, stream, block);
      return values === "" ? [line] : [line, `${" ".repeat(widthOf(label))} ${values}`];
    }),
  ];
}

function shadeOf({ kind, from }: Stream, paint: Paint): (text: string) => string {
  if (from !== undefined) return paint.dim;
  return kind === "forward" || kind === "backward" ? paint[kind] : (text) => text;
}

/** The line of a stream, and what is on it. */
function railOf(
  { labelledBy, barriers, ending, ticks }: MarbleDiagram,
  stream: Stream,
  block: Block,
): string {
  const { from, to, cell } = block;
  const line = stream.from === undefined ? lines[stream.kind] : heardLine;
  let rail = "";
  for (let tick = from; tick < to; tick++) {
    const marbles = stream.cells[tick];
    const content = marbles === undefined ? "" : cellText(marbles, labelledBy);
    rail += (barriers.has(tick) ? "║" : line) + content + line.repeat(Math.max(0, cell - 1 - content.length));
  }
  if (to < ticks.times.length) return rail;
  return rail + endings[ending.kind];
}

const endings = { complete: "│", failed: "✗", open: "→" } as const;

function valuesUnder({ barriers }: MarbleDiagram, { cells }: Stream, { from, to, cell }: Block): string {
  let text = "";
  let some = false;
  for (let tick = from; tick < to; tick++) {
    const value = cellValue(cells[tick]);
    some ||= value !== undefined;
    const number = value === undefined ? "" : fitNumber(value, cell - 1);
    text += (barriers.has(tick) ? "║" : " ") + number.padEnd(cell - 1);
  }
  return some ? text.trimEnd() : "";
}

/** Numbers of batches where they begin, and of ticks, as many as there is room for. */
function axis({ ticks, beginnings }: MarbleDiagram, block: Block): string[] {
  const { from, to, cell, labels, words, language, paint } = block;
  const width = widthOf(labels[0] ?? "") + 1;
  const lineOf = (
    label: string,
    texts: readonly { readonly tick: number; readonly text: string }[],
  ): string => {
    let line = label + " ".repeat(Math.max(0, width - widthOf(label)));
    for (const { tick, text } of texts) {
      const place = width + (tick - from) * cell + 1;
      const gap = place - widthOf(line);
      if (gap < (line.trim() === "" ? 0 : 1) || place + widthOf(text) > width + (to - from) * cell + 1)
        continue;
      line += " ".repeat(gap) + text;
    }
    return line.trimEnd();
  };
  const batches = beginnings
    .filter(({ tick }) => tick >= from && tick < to)
    .map(({ tick, batch }) => ({ tick, text: narratorOf(language).words.batch(batch) }));
  const times = ticks.times.slice(from, to).map((t, i) => ({ tick: from + i, text: formatNumber(t, 7) }));
  const stride = strideOf(Math.max(...times.map(({ text }) => text.length)) + 1, cell);
  const shown = times.filter((_, i) => (from + i) % stride === 0);
  const label = words.tick;
  return [
    ...(batches.length > 0 ? [paint.bold(lineOf("", batches))] : []),
    paint.dim(lineOf(widthOf(label) < width ? label : "", shown)),
  ];
}

/** A round number of ticks that leaves room for a label of `width`. */
function strideOf(width: number, cell: number): number {
  for (let unit = 1; ; unit *= 10) {
    for (const step of [1, 2, 5]) if (unit * step * cell >= width) return unit * step;
  }
}
