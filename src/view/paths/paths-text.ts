import { alignNumbers } from "../number-text.ts";
import { type Paint, plainPaint } from "../paint.ts";
import { drawTable } from "../terminal/table.ts";
import { padLeft, padRight, truncate, widthOf } from "../terminal/text-width.ts";
import { wrapText } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import { chainOf } from "./path-chain.ts";
import { countRows, sumLines, verdictOf, weightName, whyLines } from "./path-lines.ts";
import type { PassPaths, Paths } from "./paths.ts";
import { type PathsWords, pathsWords } from "./paths-words.ts";
import { wholeNumber } from "./whole-number.ts";

export function pathsText(paths: Paths | undefined, options: ViewOptions): string[] {
  const { columns = 80, paint = plainPaint } = options;
  const words = pathsWords(options.language);
  if (paths === undefined) return wrapText(words.noSynapse, columns);
  const wrap = (text: string): string[] => wrapText(text, columns, 2);
  const { pass, weight, counts } = paths;
  const title = `${words.title(weightName(paths))}: ${words.count(wholeNumber(counts.paths), counts.paths === 1n ? "one" : "many")}`;
  const { headings, rows } = countRows(paths, words);
  const [first = "", second = ""] = weight.instead ?? [];
  return [
    ...wrap(title).map(paint.bold),
    ...(weight.instead === undefined ? [] : wrap(words.instead(truncate(first, 24), truncate(second, 24)))),
    ...(typeof pass === "string"
      ? ["", ...wrap(words.missing(pass, paths.level))]
      : passLines(paths, pass, columns, words, paint)),
    "",
    ...drawTable(headings, rows, { columns, paint }),
    "",
    ...whyLines(paths, words).flatMap(wrap),
  ];
}

function passLines(
  paths: Paths,
  pass: PassPaths,
  columns: number,
  words: PathsWords,
  paint: Paint,
): string[] {
  const wrap = (text: string): string[] => wrapText(text, columns, 2);
  const heading = [
    ...wrap(words.pass(pass.batch, pass.sample, pass.samples)),
    "",
    ...wrap(words.formula(paths.enters === "activation" ? "∂L/∂a" : "∂L/∂z")),
    ...wrap(words.legend).map(paint.dim),
    "",
  ];
  const verdict = verdictOf(pass, words);
  const sums = sumLines(paths, pass, words);
  const numbers = alignNumbers([
    ...pass.listed.map(({ product }) => product),
    ...sums.map(({ value }) => value),
  ]);
  const margin = Math.max(widthOf(words.product), ...numbers.map((number) => number.length));
  const room = columns - margin - 2;
  const source = { name: paths.weight.from, activation: pass.activation };
  const rows = pass.listed.map((path) => fold(chainOf(path, source, words), room));
  const listed = rows.flatMap((lines, i) => lines.map((line, k) => `${padLeft(k === 0 ? (numbers[i] ?? "") : "", margin)}  ${line}`)); // prettier-ignore
  const below = sums.flatMap(({ value, text }, i) => {
    const number = Number.isNaN(value) ? "" : (numbers[pass.listed.length + i] ?? "");
    return wrapText(text, room).map((line, k) => `${padLeft(k === 0 ? number : "", margin)}  ${line}`);
  });
  const isRest = pass.others.count > 0n ? 1 : 0;
  const rule = paint.dim(`${"─".repeat(margin)}  ${"─".repeat(Math.min(room, 40))}`);
  return [
    ...heading,
    ...(listed.length === 0
      ? wrap(words.noPath)
      : [paint.bold(`${padLeft(words.product, margin)}  ${words.path}`)]),
    ...listed,
    ...below.slice(0, isRest),
    rule,
    ...below.slice(isRest),
    ...wrapText(verdict, room).flatMap((line) => (line === "" ? [] : [`${padRight("", margin)}  ${line}`])),
  ];
}

/** Puts pieces into lines, further lines indented. */
function fold(pieces: readonly string[], room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    const longer = line === "" ? piece : `${line} ${piece}`;
    if (line.trim() === "" || widthOf(longer) <= room) {
      line = line.trim() === "" ? line + truncate(piece, room - widthOf(line)) : longer;
      continue;
    }
    lines.push(line);
    line = `  ${truncate(piece, room - 2)}`;
  }
  return [...lines, line];
}
