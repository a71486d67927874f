import type { Language } from "../language.ts";
import { narratorOf } from "../narration.ts";
import { formatNumber } from "../number-text.ts";
import type { Paint } from "../paint.ts";
import { labelOf } from "../time-axis/moment-labels.ts";
import { padLeft, padRight, truncate, widthOf } from "../terminal/text-width.ts";
import type { MarbleDiagram, Stream } from "./marble-streams.ts";
import type { MarbleWords } from "./marble-words.ts";

interface TableOptions {
  readonly columns: number;
  readonly words: MarbleWords;
  readonly language: Language;
  readonly paint: Paint;
}

/** Blanks between two columns. */
const between = 2;

/** A column for each micro-batch. */
interface Column {
  readonly batch: number;
  readonly label: string;
  /** By stream. */
  readonly values: (number | undefined)[];
}

/** The values of the marbles where there is no room under them: a row for each stream, a column for each micro-batch. */
export function drawValues(
  diagram: MarbleDiagram,
  labels: readonly string[],
  options: TableOptions,
): string[] {
  const { columns, words, paint } = options;
  const streams = diagram.streams.filter(({ from }) => from === undefined);
  const names = labels.filter((_, i) => diagram.streams[i]?.from === undefined);
  const all = columnsOf(diagram, streams);
  if (all.length === 0) return [];
  const width = widthOf(names[0] ?? "");
  const shown = columnsThatFit(all, streams.length, columns - width);
  if (shown.length === 0) return [];
  const note = shown.length < all.length ? `: ${words.moreValues(shown.length, all.length)}` : "";
  const gap = " ".repeat(between);
  const row = (label: string, cells: readonly string[]): string =>
    (label + cells.map((text, i) => gap + padLeft(text, shown[i]?.width ?? 0)).join("")).trimEnd();
  return [
    "",
    paint.bold(truncate(words.values + note, columns)),
    paint.dim(batchHeading(shown, width, options)),
    paint.dim(row(" ".repeat(width), shown.map(({ column }) => column.label))),
    ...streams.map((_, i) => row(names[i] ?? "", shown.map(({ texts }) => texts[i] ?? ""))),
  ]; // prettier-ignore
}

interface ShownColumn {
  readonly column: Column;
  readonly texts: readonly string[];
  readonly width: number;
}

/** The first columns, as many as there is room for. */
function columnsThatFit(all: readonly Column[], streams: number, room: number): ShownColumn[] {
  const shown: ShownColumn[] = [];
  let used = 0;
  for (const column of all) {
    const texts = Array.from({ length: streams }, (_, i) => {
      const value = column.values[i];
      return value === undefined ? "·" : formatNumber(value);
    });
    const width = Math.max(widthOf(column.label), ...texts.map(widthOf));
    used += between + width;
    if (used > room) break;
    shown.push({ column, texts, width });
  }
  return shown;
}

/** The numbers of batches, each over its first column, where there is room for it. */
function batchHeading(
  shown: readonly ShownColumn[],
  from: number,
  { columns, language }: TableOptions,
): string {
  let line = " ".repeat(from);
  let at = from;
  let last: number | undefined;
  for (const { column, width } of shown) {
    const text = narratorOf(language).words.batch(column.batch);
    if (column.batch !== last && widthOf(line) <= at && at + between + widthOf(text) <= columns) {
      line = padRight(line, at + between) + text;
    }
    last = column.batch;
    at += between + width;
  }
  return line;
}

/** Micro-batches in the order in which anybody first speaks of them. */
function columnsOf({ labelledBy, ticks }: MarbleDiagram, streams: readonly Stream[]): Column[] {
  const columns = new Map<string, Column>();
  for (let tick = 0; tick < ticks.times.length; tick++) {
    streams.forEach(({ cells }, i) => {
      for (const { kind, event, value } of cells[tick] ?? []) {
        if (kind !== "message" || !("microBatch" in event)) continue;
        const key = `${event.batch}/${event.microBatch}`;
        let column = columns.get(key);
        if (column === undefined) {
          column = { batch: event.batch, label: labelOf(event, labelledBy), values: [] };
          columns.set(key, column);
        }
        column.values[i] ??= value;
      }
    });
  }
  return [...columns.values()];
}
