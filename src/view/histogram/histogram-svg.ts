import { ticks as ticksOf } from "d3-array";
import type { TraceLevel } from "../../trace/header.ts";
import { formatNumber } from "../number-text.ts";
import { svgDocument } from "../svg/document.ts";
import { element, type Markup, text } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import { wrapText } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import { groupName, type HistogramWords, histogramWords } from "./histogram-words.ts";
import type { Distribution, Histogram, Histograms, Quantity } from "./histograms.ts";

const width = 960;
const margin = 24;
const plotLeft = 72;
const plotHeight = 104;
/** The whole takes this much where groups stand beside it. */
const wholeWidth = 400;
const groupsLeft = plotLeft + wholeWidth + 44;
const widestBin = 110;
const groupsAcross = 3;
const groupGap = 16;
const groupHeight = 30;
const lineHeight = 18;
const smallSize = 11;
const textColumns = 132;

const style = [
  ".histogram-title{font-size:17px}.histogram-small{font-size:11px}",
  ".histogram-grid{stroke:var(--line);stroke-width:1;opacity:.45}",
  ".histogram-axis{stroke:var(--line);stroke-width:1}",
  ".histogram-mean{stroke:var(--ink);stroke-width:1.5}",
  ".histogram-down{fill:var(--forward)}",
  ".histogram-back{fill:var(--backward);fill-opacity:.3;stroke:var(--backward);stroke-width:1.2;stroke-dasharray:4 2}",
  ".histogram-rest{fill:var(--quiet)}",
].join("");

/** Forward is full, backward is dashed, as everywhere. */
const kinds: Readonly<Record<Quantity, string>> = {
  activations: "histogram-down",
  gains: "histogram-down",
  deltas: "histogram-back",
  gradients: "histogram-back",
  weights: "histogram-rest",
};

export function histogramSvg(histograms: Histograms, level: TraceLevel, options: ViewOptions): string {
  const words = histogramWords(options.language);
  const { batch, n, panels } = histograms;
  const subtitle = panels.length === 0 ? words.nothing : words.moment(batch, n);
  let y = 82;
  const bodies: Markup[] = [];
  const sentences: string[] = [];
  for (const panel of panels) {
    const isMissing = "missing" in panel;
    const facts = isMissing ? [words.missing(panel.missing, level)] : words.facts(panel.quantity, panel.all);
    const heading = words.heading(panel.quantity);
    const detail = isMissing ? facts.join("") : words.detail(panel.quantity);
    bodies.push(headingAt(y, heading, detail));
    sentences.push(`${heading}: ${facts.join(", ")}.`);
    y += 19;
    if (!isMissing) {
      const lines = wrapText(facts.join(" · "), textColumns);
      bodies.push(...lines.map((line, i) => label(margin, y + i * lineHeight, line, { class: "quiet" })));
      y += lines.length * lineHeight;
      bodies.push(drawHistogram(panel, y, words));
      y += plotHeight + 30;
    }
    y += 18;
  }
  return svgDocument(
    {
      width,
      height: y - 4,
      title: words.title,
      description: [`${words.title}: ${subtitle}.`, ...sentences].join(" "),
      theme: options.theme,
      style,
    },
    label(margin, 34, words.title, { class: "strong histogram-title" }),
    label(margin, 54, subtitle, { class: "quiet" }),
    ...bodies,
  );
}

function headingAt(y: number, heading: string, detail: string): Markup {
  return element(
    "text",
    { x: margin, y },
    element("tspan", { class: "strong" }, text(heading)),
    element("tspan", { class: "quiet", dx: 10 }, text(detail)),
  );
}

function drawHistogram(histogram: Histogram, y: number, words: HistogramWords): Markup {
  const { groups, of, all } = histogram;
  const across =
    groups.length === 0 ? Math.min(width - margin - plotLeft, all.bins.length * widestBin) : wholeWidth;
  const cell = (width - margin - groupsLeft - (groupsAcross - 1) * groupGap) / groupsAcross;
  return element(
    "g",
    {},
    drawWhole(histogram, y, across, words),
    ...groups.map((group, i) => {
      const x = groupsLeft + (i % groupsAcross) * (cell + groupGap);
      return drawGroup(histogram, group, x, y + Math.floor(i / groupsAcross) * 66, cell, words);
    }),
    of > groups.length && groups.length > 0
      ? label(groupsLeft, y + plotHeight + 30, words.some(groups.length, of), {
          class: "quiet histogram-small",
        })
      : "",
  );
}

function drawWhole(
  { quantity, edges, all }: Histogram,
  y: number,
  across: number,
  words: HistogramWords,
): Markup {
  const most = Math.max(...all.bins);
  const bottom = y + plotHeight;
  const xOf = placer(edges, plotLeft, across);
  const yOf = (count: number): number => bottom - (count / most) * (plotHeight - 12);
  const counts = ticksOf(0, most, 4).filter(Number.isInteger);
  const mean = xOf(all.mean);
  return [
    ...counts.flatMap((count) => [
      element("line", {
        class: count === 0 ? "histogram-axis" : "histogram-grid",
        x1: plotLeft,
        x2: plotLeft + across,
        y1: yOf(count),
        y2: yOf(count),
      }),
      label(plotLeft - 8, yOf(count) + 4, String(count), { class: "number quiet", anchor: "end" }),
    ]),
    label(plotLeft - 8, y + 1, words.count, { class: "histogram-small quiet", anchor: "end" }),
    ...bars(kinds[quantity], all, edges, xOf, yOf, bottom),
    ...edgeLabels(edges, xOf, bottom + 16),
    element("line", { class: "histogram-mean", x1: mean, x2: mean, y1: y + 2, y2: bottom }),
    label(mean + 4, y + 9, words.mean, { class: "histogram-small" }),
  ].join("");
}

function placer(edges: readonly number[], left: number, across: number): (value: number) => number {
  const [low = 0, high = 1] = [edges[0], edges.at(-1)];
  // The distance of two finite numbers need not be finite; halves of the smallest ones are zero.
  const unit = Number.isFinite(high - low) ? 1 : 0.5;
  return (value) => left + ((unit * value - unit * low) / (unit * high - unit * low)) * across;
}

function bars(
  kind: string,
  { bins }: Distribution,
  edges: readonly number[],
  xOf: (value: number) => number,
  yOf: (count: number) => number,
  bottom: number,
): Markup[] {
  return bins.flatMap((count, i) => {
    if (count === 0) return [];
    const [from, to] = [xOf(edges[i] ?? 0) + 1, xOf(edges[i + 1] ?? 0) - 1];
    // A single number among thousands is seen, too.
    const top = Math.min(yOf(count), bottom - 1);
    return [element("rect", { class: kind, x: from, y: top, width: Math.max(0.5, to - from), height: bottom - top })]; // prettier-ignore
  });
}

/** The borders of the bins: all, or every second or third and so on, so that they have room. */
function edgeLabels(edges: readonly number[], xOf: (value: number) => number, y: number): Markup[] {
  const contents = edges.map((edge) => formatNumber(edge));
  const step = xOf(edges[1] ?? 0) - xOf(edges[0] ?? 0);
  const widest = Math.max(...contents.map((content) => labelWidth(content, 12))) + 10;
  const stride = step > 0 ? Math.max(1, Math.ceil(widest / step)) : edges.length;
  return edges.flatMap((edge, i) =>
    i % stride === 0
      ? [label(xOf(edge), y, contents[i] ?? "", { class: "number quiet", anchor: "middle" })]
      : [],
  );
}

/** A small one in the same bins: its name, its mean, its bars. */
function drawGroup(
  { quantity, edges }: Histogram,
  group: Distribution,
  x: number,
  y: number,
  across: number,
  words: HistogramWords,
): Markup {
  const bottom = y + 18 + groupHeight;
  const most = Math.max(1, ...group.bins);
  const xOf = placer(edges, x, across);
  const yOf = (count: number): number => bottom - (count / most) * groupHeight;
  const name = groupName(group.name, words);
  const mean = meanLabel(group, across - labelWidth(name, smallSize) - 8, words);
  return [
    label(x, y + 10, name, { class: "histogram-small strong" }),
    label(x + across, y + 10, mean, { class: "histogram-small quiet", anchor: "end" }),
    ...bars(kinds[quantity], group, edges, xOf, yOf, bottom),
    element("line", { class: "histogram-axis", x1: x, x2: x + across, y1: bottom, y2: bottom }),
  ].join("");
}

/** With the word where there is room, else with as many digits as there is room for. */
function meanLabel({ count, mean }: Distribution, room: number, words: HistogramWords): string {
  if (count === 0) return "–";
  const texts = [`${words.mean} ${formatNumber(mean, 3)}`, formatNumber(mean, 3), formatNumber(mean, 1)];
  return texts.find((each) => labelWidth(each, smallSize) <= room) ?? "";
}
