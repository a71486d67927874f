import type { TraceLevel } from "../../trace/header.ts";
import { alignNumbers } from "../number-text.ts";
import { type Paint, plainPaint } from "../paint.ts";
import { padLeft, padRight, truncate, widthOf } from "../terminal/text-width.ts";
import { wrapText } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import { barAcross, barUp } from "./block-bars.ts";
import { groupName, type HistogramWords, histogramWords } from "./histogram-words.ts";
import type { Histogram, Histograms, Quantity } from "./histograms.ts";

const shades: Readonly<Record<Quantity, keyof Pick<Paint, "forward" | "backward"> | undefined>> = {
  activations: "forward",
  gains: "forward",
  deltas: "backward",
  gradients: "backward",
  weights: undefined,
};

/** Bins under each other, with their ranges at the left and their counts at the right; groups as one line each. */
export function histogramText(histograms: Histograms, level: TraceLevel, options: ViewOptions): string[] {
  const { columns = 80, paint = plainPaint } = options;
  const words = histogramWords(options.language);
  const { batch, n, panels } = histograms;
  if (panels.length === 0) return wrapText(words.nothing, columns);
  const blocks = panels.map((panel) => {
    const heading = words.heading(panel.quantity);
    const notes =
      "missing" in panel
        ? [words.missing(panel.missing, level)]
        : [words.detail(panel.quantity), ...words.facts(panel.quantity, panel.all)];
    const [first = "", ...others] = wrapText(`${heading} · ${notes.join(" · ")}`, columns, 2);
    const colour = paint[shades[panel.quantity] ?? "bold"];
    const paintBar = shades[panel.quantity] === undefined ? (text: string) => text : colour;
    return [
      "",
      paint.bold(heading) + first.slice(heading.length),
      ...others,
      ...("missing" in panel ? [] : drawBins(panel, columns, paintBar)),
      ...("missing" in panel ? [] : drawGroups(panel, columns, words, paintBar)),
    ];
  });
  return [...wrapText(`${words.title} · ${words.moment(batch, n)}`, columns, 2), ...blocks.flat()];
}

function drawBins({ edges, all }: Histogram, columns: number, paint: (text: string) => string): string[] {
  const numbers = alignNumbers(edges);
  const ranges = all.bins.map((_, i) => `${numbers[i] ?? ""} … ${numbers[i + 1] ?? ""}`);
  const margin = Math.max(...ranges.map(widthOf));
  const counts = all.bins.map(String);
  const digits = Math.max(...counts.map((count) => count.length));
  const room = Math.max(1, Math.min(60, columns - margin - digits - 4));
  const most = Math.max(...all.bins);
  return all.bins.map((count, i) => {
    const bar = barAcross(count / most, room);
    return `${padRight(ranges[i] ?? "", margin)} │${paint(bar)}${bar === "" ? "" : " "}${counts[i] ?? ""}`;
  });
}

/** `h │▁▃█▂ │ 30: mean 0.2, -0.1 to 0.3`: the same bins, from the least on, each as high as its share of the largest. */
function drawGroups(
  { groups, of }: Histogram,
  columns: number,
  words: HistogramWords,
  paint: (text: string) => string,
): string[] {
  if (groups.length === 0) return [];
  const names = groups.map(({ name }) => groupName(name, words));
  const margin = Math.max(...names.map(widthOf));
  const lines = groups.map((group, i) => {
    const most = Math.max(1, ...group.bins);
    const bars = group.bins.map((count) => barUp(count / most)).join("");
    const facts = group.count === 0 ? "–" : words.brief(group);
    return `${padLeft(names[i] ?? "", margin)} │${paint(bars)}│ ${truncate(facts, columns - margin - bars.length - 4)}`;
  });
  const note = of > groups.length ? [words.some(groups.length, of)] : [];
  return [
    ...lines.map((line) => truncate(line, columns)),
    ...note.flatMap((text) => wrapText(text, columns)),
  ];
}
