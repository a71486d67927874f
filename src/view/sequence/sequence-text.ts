import type { TraceLevel } from "../../trace/header.ts";
import { printable } from "../printable.ts";
import { fitNumber } from "../number-text.ts";
import { type Paint, plainPaint, type Shade } from "../paint.ts";
import type { Language } from "../language.ts";
import { type Canvas, createCanvas } from "../terminal/diagram/canvas.ts";
import { truncate, widthOf } from "../terminal/text-width.ts";
import { wrapLine } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import type { MessageStep, NoteStep, Section, Sequence } from "./sequence.ts";
import { sequenceWords } from "./sequence-words.ts";
import { messageTexts, noteTexts, participantName, sectionTitle, sequenceNotes } from "./step-text.ts";

/** So many participants have room, with an arrow and a short number between their lifelines. */
export function mostParticipants(columns: number): number {
  return Math.max(4, Math.floor(columns / 8));
}

const widestPitch = 30;
const mostNameLines = 3;
/** After so many lines the names are told again. */
const linesBetweenNames = 36;

interface Sheet {
  readonly sequence: Sequence;
  /** Those of its participants. */
  readonly names: readonly string[];
  readonly language: Language;
  readonly paint: Paint;
  readonly columns: number;
  /** The columns of the lifelines. */
  readonly lines: readonly number[];
  readonly pitch: number;
}

/** The diagram as lines: lifelines downwards, an arrow or a note a line. */
export function sequenceText(sequence: Sequence, level: TraceLevel, options: ViewOptions): string[] {
  const { language = "en", columns = 80, paint = plainPaint } = options;
  const words = sequenceWords[language];
  const wrap = (text: string): string[] => wrapLine(text, columns);
  if (sequence.sections.length === 0) return wrap(words.nothing);
  const names = sequence.participants.map((each) => printable(participantName(each, language)));
  const sheet = { sequence, names, language, paint, columns, ...placeLifelines(names, columns) };
  const drawn: string[] = [];
  let sinceNames = linesBetweenNames;
  for (const section of sequence.sections) {
    const title = wrap(`── ${sectionTitle(section, sequence, language)}`).map(paint.bold);
    if (sinceNames >= linesBetweenNames) {
      drawn.push("", ...nameLines(sheet));
      sinceNames = 0;
    }
    const body = sectionLines(section, sheet);
    drawn.push(...title, ...body);
    sinceNames += title.length + body.length;
  }
  return [
    ...wrap(words.title).map(paint.bold),
    ...wrap(words.description).map(paint.dim),
    ...sequenceNotes(sequence, level, language).flatMap(wrap),
    ...drawn,
  ];
}

/** Lifelines at equal distances, so that the first and the last name stand within the margins. */
function placeLifelines(names: readonly string[], columns: number): Pick<Sheet, "lines" | "pitch"> {
  const half = (name = ""): number => Math.floor(Math.min(widthOf(name), columns / 4) / 2);
  const [before, after] = [half(names[0]), half(names.at(-1))];
  const pitch = Math.floor((columns - 1 - before - after) / Math.max(1, names.length - 1));
  const kept = Math.max(1, Math.min(widestPitch, pitch));
  return { pitch: kept, lines: names.map((_, i) => before + i * kept) };
}

/** Each name over its lifeline, in as many lines as it takes, the last ones cut. */
function nameLines({ names: whole, paint, columns, lines, pitch }: Sheet): string[] {
  const widths = whole.map(widthOf);
  const names = whole.map((name, i) => {
    const width = nameWidth(widths, i, pitch);
    const all = wrapLine(name, width);
    const kept = all.slice(0, mostNameLines);
    return all.length > mostNameLines ? kept.with(-1, truncate(`${kept.at(-1) ?? ""}……`, width)) : kept;
  });
  const height = Math.max(...names.map(({ length }) => length));
  const canvas = createCanvas(columns, height);
  names.forEach((name, i) =>
    name.forEach((line, row) => {
      const start = (lines[i] ?? 0) - Math.floor(widthOf(line) / 2);
      canvas.write(Math.max(0, start), height - name.length + row, line, "bold");
    }),
  );
  return canvas.lines(paint);
}

/** A name may be wider than its share where its neighbours are narrower than theirs. */
function nameWidth(widths: readonly number[], i: number, pitch: number): number {
  const share = Math.max(1, pitch - 1);
  const neighbours = [widths[i - 1] ?? 0, widths[i + 1] ?? 0].map((width) => Math.min(width, share));
  return Math.max(share, 2 * share - Math.max(...neighbours));
}

function sectionLines({ steps }: Section, sheet: Sheet): string[] {
  const { lines, paint, columns } = sheet;
  const canvas = createCanvas(columns, steps.length);
  steps.forEach((step, row) => {
    for (const column of lines) canvas.write(column, row, "│", "dim");
    if (step.kind === "message") drawMessage(canvas, row, step, sheet);
    else drawNote(canvas, row, step, sheet);
  });
  return canvas.lines(paint);
}

/** ├─ a 0.05 ─▶│, and back │◀┄ δ 0.1385 ┄┤: solid and dashed tell the direction without colour. */
function drawMessage(canvas: Canvas, row: number, step: MessageStep, { lines, language }: Sheet): void {
  const [start, end] = [lines[step.from] ?? 0, lines[step.to] ?? 0];
  const [left, right] = [Math.min(start, end), Math.max(start, end)];
  const isForward = step.direction === "forward";
  const shade: Shade = isForward ? "forward" : "backward";
  for (let column = left + 1; column < right; column++) {
    canvas.write(column, row, lines.includes(column) ? "┼" : isForward ? "─" : "┄", shade);
  }
  canvas.write(start, row, start < end ? "├" : "┤", shade);
  canvas.write(start < end ? end - 1 : end + 1, row, start < end ? "▶" : "◀", shade);
  // Between the lifelines also stand the head of the arrow and a piece of its line.
  const room = right - left - 3;
  const text = fittingText(step, room, language);
  const padded = widthOf(text) + 3 <= room ? ` ${text} ` : text;
  const free = room + 1 - widthOf(padded);
  canvas.write(left + (start < end ? 1 : 2) + Math.floor(free / 2), row, padded, shade);
}

/** The fullest text that fits; of a number as many digits as do. */
function fittingText(step: MessageStep, room: number, language: Language): string {
  const texts = messageTexts(step, language);
  const found = texts.find((each) => widthOf(each) <= room);
  if (found !== undefined) return found;
  return step.value === undefined ? truncate(texts.at(-1) ?? "", room) : fitNumber(step.value, room);
}

/** A note stands over its lifeline, as far in the middle as the edges let it. */
function drawNote(canvas: Canvas, row: number, step: NoteStep, { lines, language, columns }: Sheet): void {
  const room = columns - 2;
  const texts = noteTexts(step, language).map(printable);
  const text = texts.find((each) => widthOf(each) <= room) ?? truncate(texts.at(-1) ?? "", room);
  const boxed = `[${text}]`;
  const start = (lines[step.at] ?? 0) - Math.floor(widthOf(boxed) / 2);
  canvas.write(Math.max(0, Math.min(start, columns - widthOf(boxed))), row, boxed);
}
