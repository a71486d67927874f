import { ticks as ticksOf } from "d3-array";
import { formatNumber } from "../number-text.ts";
import { svgDocument } from "../svg/document.ts";
import { element, type Markup, text } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import type { Theme } from "../svg/palette.ts";
import { truncate } from "../terminal/text-width.ts";
import { captionMarkup, margin, studyRules, width } from "./caption-svg.ts";
import type { Caption } from "./plot.ts";

/** How often gradients have crossed so many commits, of several things one below another. */
export interface StalenessPanels extends Caption {
  readonly panels: readonly {
    readonly name: string;
    readonly counts: readonly (readonly [commits: number, gradients: number])[];
  }[];
}

const left = 60;
const right = width - margin - 120;
const panelHeight = 74;
const pitch = 122;
const mostPanels = 12;
/** More bars than this are put together, neighbours each. */
const mostBars = 120;

/** A panel each, over one axis of commits; heights are shares of the panel's gradients. */
export function stalenessSvg(
  { title, notes, panels }: StalenessPanels,
  options: { readonly theme?: Theme | undefined } = {},
): Markup {
  const shown = panels.slice(0, mostPanels);
  const most = shown.reduce((far, { counts }) => Math.max(far, counts.at(-1)?.[0] ?? 0), 0);
  const share = Math.ceil((most + 1) / mostBars);
  const caption = captionMarkup({
    title,
    notes: [
      ...notes,
      ...(share > 1 ? [`A bar stands for ${share} neighbouring numbers of commits.`] : []),
      ...(panels.length > mostPanels ? [`The first ${mostPanels} of ${panels.length}.`] : []),
    ],
  });
  const top = caption.bottom + 12;
  const scale = (right - left) / ((Math.floor(most / share) + 1) * share);
  const bodies = shown.map((panel, i) => panelMarkup(panel, share, scale, top + i * pitch));
  const bottom = top + shown.length * pitch;
  return svgDocument(
    {
      width,
      height: bottom + 34,
      title,
      description: [...notes, ...shown.map(({ name, counts }) => `${name}: mean ${formatNumber(meanOf(counts))}.`)].join(" "), // prettier-ignore
      theme: options.theme,
      style: `${studyRules}.study-bin{fill:var(--backward);fill-opacity:.55;stroke:var(--backward)}.study-mean{stroke:var(--ink);stroke-width:1.5}`,
    },
    caption.markup,
    ...bodies,
    label((left + right) / 2, bottom + 14, "commits crossed", { class: "quiet", anchor: "middle" }),
  );
}

function panelMarkup(
  { name, counts }: StalenessPanels["panels"][number],
  share: number,
  scale: number,
  top: number,
): Markup {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const bins = new Map<number, number>();
  for (const [value, count] of counts) {
    const bin = Math.floor(value / share);
    bins.set(bin, (bins.get(bin) ?? 0) + count);
  }
  const tallest = Math.max(1e-9, ...bins.values());
  const bottom = top + 22 + panelHeight;
  const bars = [...bins].map(([bin, count]) => {
    const height = Math.max(1, (count / tallest) * panelHeight);
    const from = bin * share;
    const range = share === 1 ? String(from) : `${from} to ${from + share - 1}`;
    const says = `${range}: ${((100 * count) / total).toFixed(1)} % of the gradients`;
    const box = { x: left + from * scale + 0.5, width: Math.max(1, share * scale - 1), y: bottom - height, height }; // prettier-ignore
    return element("rect", { class: "study-bin", ...box }, element("title", {}, text(says)));
  });
  const mean = meanOf(counts);
  const at = left + (mean + 0.5) * scale;
  const end = (right - left) / scale;
  const marks = ticksOf(0, end - 1, 10).filter(Number.isInteger);
  return element(
    "g",
    {},
    label(left, top + 12, truncate(name, 90), { class: "strong" }),
    ...bars,
    element("line", { class: "study-axis", x1: left, x2: right, y1: bottom, y2: bottom }),
    ...marks.map((value) =>
      label(left + (value + 0.5) * scale, bottom + 14, String(value), {
        class: "number quiet",
        anchor: "middle",
      }),
    ),
    label(left - 8, top + 30, `${((100 * tallest) / total).toFixed(0)} %`, {
      class: "number quiet",
      anchor: "end",
    }),
    ...(Number.isFinite(mean)
      ? [
          element("line", { class: "study-mean", x1: at, x2: at, y1: top + 18, y2: bottom }),
          label(right + 10, top + 30, `mean ${formatNumber(mean, 3)}`, { class: "study-small" }),
          label(right + 10, top + 46, `most ${counts.at(-1)?.[0] ?? 0}`, { class: "study-small quiet" }),
        ]
      : []),
  );
}

function meanOf(counts: readonly (readonly [number, number])[]): number {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  return counts.reduce((sum, [value, count]) => sum + value * count, 0) / total;
}
