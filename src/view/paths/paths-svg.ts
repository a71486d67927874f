import { parseNetwork } from "../../model/parse-network.ts";
import type { Trace } from "../../trace/header.ts";
import { formatNumber } from "../number-text.ts";
import { svgDocument } from "../svg/document.ts";
import { element, type Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import { truncate } from "../terminal/text-width.ts";
import { wrapText } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import { chainLine } from "./path-chain.ts";
import { countRows, sumLines, verdictOf, weightName, whyLines } from "./path-lines.ts";
import { drawablePaths, layOutPaths } from "./paths-layout.ts";
import { drawPaths, pictureStyle } from "./paths-picture.ts";
import type { PassPaths, Paths } from "./paths.ts";
import { type PathsWords, pathsWords } from "./paths-words.ts";
import { wholeNumber } from "./whole-number.ts";

const width = 960;
const margin = 24;
const lineHeight = 20;
/** Where numbers end, bars begin, and texts begin. */
const numbersAt = 128;
const barsAt = 140;
const barWidth = 48;
const textsAt = barsAt + barWidth + 14;
/** Paths that can be told apart in the picture. */
const mostDrawn = 12;
/** Columns of text that fit: of the monospaced font, and of the other one across the whole picture. */
const chainColumns = 100;
const textColumns = 134;

const style = `.paths-title{font-size:17px}.paths-rule{stroke:var(--line)}${pictureStyle}`;

/** A stretch of the picture that is drawn from the given height on. */
interface Part {
  readonly height: number;
  readonly draw: (y: number) => Markup;
}

export function pathsSvg(trace: Trace, paths: Paths | undefined, options: ViewOptions): string {
  const words = pathsWords(options.language);
  const title = paths === undefined ? words.noSynapse : words.title(weightName(paths));
  const parts = paths === undefined ? [] : partsOf(trace, paths, words);
  let y = 48;
  const bodies = parts.map(({ height, draw }) => {
    const markup = draw(y);
    y += height;
    return markup;
  });
  const description = paths === undefined ? title : describe(paths, words);
  return svgDocument(
    { width, height: y + 12, title, description, theme: options.theme, style },
    label(margin, 34, title, { class: "strong paths-title" }),
    ...bodies,
  );
}

function partsOf(trace: Trace, paths: Paths, words: PathsWords): Part[] {
  const { pass, counts, weight } = paths;
  const [first = "", second = ""] = weight.instead ?? [];
  const count = words.count(wholeNumber(counts.paths), counts.paths === 1n ? "one" : "many");
  const subtitle =
    typeof pass === "string" ? count : `${count} · ${words.pass(pass.batch, pass.sample, pass.samples)}`;
  return [
    lines([subtitle], "quiet"),
    ...(weight.instead === undefined
      ? []
      : [lines([words.instead(truncate(first, 24), truncate(second, 24))], "strong")]),
    ...(typeof pass === "string"
      ? [lines([words.missing(pass, paths.level)], "strong")]
      : [picture(trace, pass, weight, words), table(paths, pass, words)]),
    gap(10),
    multiplications(paths, words),
    gap(6),
    lines(whyLines(paths, words), "quiet"),
  ];
}

function gap(height: number): Part {
  return { height, draw: () => "" };
}

function lines(texts: readonly string[], kind: string): Part {
  const all = texts.flatMap((text) => wrapText(text, textColumns));
  return {
    height: all.length * lineHeight,
    draw: (y) => all.map((text, i) => label(margin, y + 8 + i * lineHeight, text, { class: kind })).join(""),
  };
}

function picture(trace: Trace, pass: PassPaths, weight: Paths["weight"], words: PathsWords): Part {
  const model = parseNetwork(trace.header.network);
  const layout = layOutPaths(model, pass, weight.source, width);
  if (layout === undefined) return lines([words.notDrawn], "quiet");
  const drawn = drawablePaths(layout, pass).slice(0, mostDrawn);
  const isPart = drawn.length < pass.listed.length;
  // Names stand under neurons, and under the last one how many are not drawn.
  const names = layout.columns.some(({ hidden }) => hidden > 0) ? 54 : 44;
  const note = [words.widths, ...(isPart ? [words.drawn(drawn.length, pass.listed.length)] : [])].join(" · ");
  return {
    height: layout.height + names + 22,
    draw: (y) => {
      const at = `translate(0 ${y + 12})`;
      const markup = drawPaths(model, layout, drawn, weight, pass, words);
      const below = y + layout.height + names;
      return element("g", { transform: at }, markup) + legend(below, note, words);
    },
  };
}

function legend(y: number, note: string, words: PathsWords): Markup {
  const sample = (x: number, kind: string): Markup =>
    element("path", { class: kind, "stroke-width": 5, d: `M${x} ${y - 4}h36` });
  return [
    sample(margin, "paths-plus"),
    label(margin + 44, y, words.positive, { class: "quiet" }),
    sample(margin + 170, "paths-minus"),
    label(margin + 214, y, words.negative, { class: "quiet" }),
    label(margin + 350, y, note, { class: "quiet" }),
  ].join("");
}

/** The paths, largest first, and what they add up to. */
function table(paths: Paths, pass: PassPaths, words: PathsWords): Part {
  const source = { name: paths.weight.from, activation: pass.activation };
  const largest = Math.abs(pass.listed[0]?.product ?? 0);
  const rows = pass.listed.map((path) => ({ number: path.product, text: chainLine(path, source, words, chainColumns) })); // prettier-ignore
  const sums = sumLines(paths, pass, words);
  const verdict = verdictOf(pass, words);
  const head = lines(
    [words.formula(paths.enters === "activation" ? "∂L/∂a" : "∂L/∂z"), words.legend],
    "quiet",
  );
  const isRest = pass.others.count > 0n;
  const count = rows.length + sums.length + (verdict === "" ? 0 : 1) + (rows.length === 0 ? 1 : 0);
  return {
    height: head.height + 16 + count * lineHeight + 18,
    draw: (top) => {
      let y = top + head.height + 24;
      const markup = [head.draw(top + 4)];
      const line = (number: number, text: string, attributes: { class: string }): void => {
        const shown = Number.isNaN(number) ? "" : formatNumber(number);
        markup.push(label(numbersAt, y, shown, { class: attributes.class, anchor: "end" }));
        markup.push(label(textsAt, y, text, attributes));
        y += lineHeight;
      };
      for (const { number, text } of rows) {
        const length = largest > 0 ? (barWidth * Math.abs(number)) / largest : 0;
        const kind = number < 0 ? "paths-minus-bar" : "paths-plus-bar";
        markup.push(
          element("rect", { class: kind, x: barsAt, y: y - 9, width: Math.max(0.5, length || 0), height: 9 }),
        );
        line(number, text, { class: "number" });
      }
      if (rows.length === 0) line(NaN, words.noPath, { class: "strong" });
      sums.forEach(({ value, text }, i) => {
        if (i === (isRest ? 1 : 0)) {
          y += 6;
          markup.push(element("path", { class: "paths-rule", d: `M${margin} ${y - 15}H${width - margin}` }));
        }
        line(value, text, { class: i === 0 && isRest ? "number quiet" : "number strong" });
      });
      if (verdict !== "") line(NaN, verdict, { class: "number quiet" });
      return markup.join("");
    },
  };
}

function multiplications(paths: Paths, words: PathsWords): Part {
  const { headings, rows } = countRows(paths, words);
  const ends = [margin, 480, 680];
  const cells = (row: readonly string[], y: number, kinds: readonly string[]): Markup =>
    row.map((cell, i) => label(ends[i] ?? 0, y, cell, { class: kinds[i === 0 ? 0 : 1], anchor: i === 0 ? "start" : "end" })).join(""); // prettier-ignore
  return {
    height: (rows.length + 1) * lineHeight + 6,
    draw: (y) =>
      [
        cells(headings, y + 8, ["strong", "strong"]),
        element("path", { class: "paths-rule", d: `M${margin} ${y + 15}H680` }),
        ...rows.map((row, i) => cells(row, y + 34 + i * lineHeight, ["", "number"])),
      ].join(""),
  };
}

function describe(paths: Paths, words: PathsWords): string {
  const { pass, counts } = paths;
  const { headings, rows } = countRows(paths, words);
  const count = words.count(wholeNumber(counts.paths), counts.paths === 1n ? "one" : "many");
  const sums =
    typeof pass === "string"
      ? [words.missing(pass, paths.level)]
      : sumLines(paths, pass, words).flatMap(({ value, text }) => Number.isNaN(value) ? [] : [`${text}: ${formatNumber(value)}.`]); // prettier-ignore
  const counted = rows.map(([name = "", ...numbers]) => `${headings[0] ?? ""} ${name}: ${numbers.map((number, i) => `${headings[i + 1] ?? ""} ${number}`).join(", ")}.`); // prettier-ignore
  return [`${count}.`, ...sums, ...counted].join(" ");
}
