import { line as lineThrough } from "d3-shape";
import { scaleOf } from "../curves/scale.ts";
import { formatNumber } from "../number-text.ts";
import { svgDocument } from "../svg/document.ts";
import { element, type Markup, text } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import type { Theme } from "../svg/palette.ts";
import { captionMarkup, margin, studyRules, width } from "./caption-svg.ts";
import { type HeatMap, placeAmong } from "./heat-map.ts";

const cellHeight = 34;
const widestCell = 92;
const legendSteps = 24;
const legendWidth = 260;
/** Shades on which ink can be read, on white and on black paper. */
const [lightest, darkest] = [0.05, 0.62];

/** Cells shaded by their numbers, the first value of y at the bottom; × where there is none that is finite. */
export function heatMapSvg(map: HeatMap, options: { readonly theme?: Theme | undefined } = {}): Markup {
  const caption = captionMarkup({ title: map.title, notes: [...map.notes, `× ${map.notFinite}.`] });
  const scale = scaleOf(map.cells.flat().filter((value) => value !== undefined), 4); // prettier-ignore
  const shadeOf = (value: number): number => {
    const place = scale?.place(value) ?? NaN;
    // A number without a place on a logarithmic scale is 0, and lighter than all others.
    return Number.isFinite(place) ? lightest + (darkest - lightest) * Math.min(1, Math.max(0, place)) : 0.02;
  };
  const top = caption.bottom + 58;
  const left = margin + 34 + Math.max(0, ...map.y.values.map((value) => labelWidth(value, 12)));
  const cell = Math.min(widestCell, (width - margin - left) / Math.max(1, map.x.values.length));
  const rows = map.y.values.length;
  const bottom = top + rows * cellHeight;
  const rowTop = (row: number): number => bottom - (row + 1) * cellHeight;
  const cells = map.cells.flatMap((row, y) =>
    row.map((value, x) => cellMarkup(map, { value, x, y }, { x: left + x * cell, y: rowTop(y), cell }, shadeOf)),
  ); // prettier-ignore
  return svgDocument(
    {
      width,
      height: bottom + 62,
      title: map.title,
      description: [...map.notes, sentenceOf(map)].join(" "),
      theme: options.theme,
      style: studyRules + rules,
    },
    caption.markup,
    legendMarkup(map, scale, caption.bottom + 8),
    ...cells,
    ...map.y.values.map((value, y) => label(left - 8, rowTop(y) + 22, value, { class: "number quiet", anchor: "end" })),
    ...map.x.values.map((value, x) => label(left + (x + 0.5) * cell, bottom + 18, value, { class: "number quiet", anchor: "middle" })),
    label(left + (map.x.values.length * cell) / 2, bottom + 42, map.x.label, { class: "quiet", anchor: "middle" }),
    element("text", { class: "quiet", "text-anchor": "middle", transform: `translate(${margin + 12} ${(top + bottom) / 2}) rotate(-90)` }, text(map.y.label)),
    boundaryMarkup(map, { left, top, bottom, cell }),
  ); // prettier-ignore
}

interface Cell {
  readonly value: number | undefined;
  readonly x: number;
  readonly y: number;
}

function cellMarkup(
  map: HeatMap,
  { value, x, y }: Cell,
  box: { readonly x: number; readonly y: number; readonly cell: number },
  shadeOf: (value: number) => number,
): Markup {
  const place = { x: box.x + 1, y: box.y + 1, width: box.cell - 2, height: cellHeight - 2 };
  const says = `${map.x.label} ${map.x.values[x] ?? ""}, ${map.y.label} ${map.y.values[y] ?? ""}: `;
  const middle = [box.x + box.cell / 2, box.y + cellHeight / 2 + 4] as const;
  const title = (content: string): Markup => element("title", {}, text(says + content));
  if (value === undefined) return element("rect", { class: "study-empty", ...place }, title("–"));
  if (!Number.isFinite(value)) {
    return element(
      "g",
      {},
      title(map.notFinite),
      element("rect", { class: "study-outside", ...place }),
      label(...middle, "×", { class: "strong backward", anchor: "middle" }),
    );
  }
  const shade = shadeOf(value);
  const content = formatNumber(value, 2);
  const hasRoom = labelWidth(content, 11) <= box.cell - 4;
  return element(
    "g",
    {},
    title(formatNumber(value)),
    element("rect", { class: "study-cell", "fill-opacity": shade.toFixed(3), ...place }),
    hasRoom ? label(...middle, content, { class: "study-small", anchor: "middle" }) : "",
  );
}

/** The line goes through the middle of each column, at its own height there, as far as it is on the map. */
function boundaryMarkup(
  { boundary, y }: HeatMap,
  box: { readonly left: number; readonly top: number; readonly bottom: number; readonly cell: number },
): Markup {
  if (boundary === undefined || y.numbers === undefined || y.numbers.length < 2) return "";
  const numbers = y.numbers;
  const { left, top, bottom, cell } = box;
  const points = boundary.values.map((value, column): readonly [number, number] => [
    left + (column + 0.5) * cell,
    bottom - (placeAmong(numbers, value) + 0.5) * cellHeight,
  ]);
  const path = lineThrough<readonly [number, number]>()
    .defined(([, at]) => at >= top - 8 && at <= bottom + 8)
    .digits(1);
  const d = path(points as [number, number][]) ?? "";
  return element(
    "g",
    {},
    element("path", { class: "study-under", d }),
    element("path", { class: "study-boundary", d }),
  );
}

function legendMarkup(
  { measured, boundary }: HeatMap,
  scale: ReturnType<typeof scaleOf>,
  top: number,
): Markup {
  const name = scale?.isLogarithmic === true ? `${measured}, logarithmic` : measured;
  const x0 = margin + labelWidth(name) + 16;
  const step = legendWidth / legendSteps;
  const steps = Array.from({ length: legendSteps }, (_, i) =>
    element("rect", {
      class: "study-cell",
      "fill-opacity": (lightest + ((darkest - lightest) * (i + 0.5)) / legendSteps).toFixed(3),
      x: x0 + i * step,
      y: top,
      width: step + 0.3,
      height: 12,
    }),
  );
  const ticks = (scale?.ticks ?? []).map(({ value, text: content }) =>
    label(x0 + (scale?.place(value) ?? 0) * legendWidth, top + 26, content, { class: "number quiet", anchor: "middle" }),
  ); // prettier-ignore
  const line = x0 + legendWidth + 44;
  return element(
    "g",
    {},
    label(margin, top + 11, name),
    ...steps,
    ...ticks,
    ...(boundary === undefined
      ? []
      : [
          element("path", { class: "study-boundary", d: `M${line.toFixed(1)} ${top + 6}h34` }),
          label(line + 42, top + 11, boundary.name),
        ]),
  );
}

function sentenceOf({ x, y, measured, cells }: HeatMap): string {
  const out = cells.flat().filter((value) => value !== undefined && !Number.isFinite(value)).length;
  return `${measured} over ${x.label} and ${y.label}; ${out} of ${cells.flat().length} cells without a finite number.`;
}

const rules = [
  ".study-cell{fill:var(--forward)}",
  ".study-empty{fill:none;stroke:var(--line)}.study-outside{fill:var(--panel);stroke:var(--backward);stroke-opacity:.4}",
  ".study-boundary{fill:none;stroke:var(--ink);stroke-width:2.5;stroke-dasharray:7 3}",
  ".study-under{fill:none;stroke:var(--paper);stroke-width:5;stroke-opacity:.7}",
].join("");
