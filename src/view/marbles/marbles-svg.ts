import type { Trace } from "../../trace/header.ts";
import { formatNumber } from "../number-text.ts";
import { printable } from "../printable.ts";
import { svgDocument } from "../svg/document.ts";
import type { Markup } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import { truncate } from "../terminal/text-width.ts";
import type { ViewOptions } from "../view.ts";
import { drawSvgBlock } from "./marble-svg-block.ts";
import { marbleDiagram } from "./marble-diagram.ts";
import { fitTicks, layOutMarbles, margin } from "./marble-layout.ts";
import { leftOut } from "./marble-notes.ts";
import { isEmpty } from "./marble-streams.ts";
import { shapeRules } from "./marble-shapes.ts";
import { svgLegend } from "./marble-svg-legend.ts";
import { marbleWords } from "./marble-words.ts";

const noteHeight = 19;

/** Streams as lines with marbles on them; blocks of ticks under each other where there are many. */
export function marblesSvg(trace: Trace, options: ViewOptions): string {
  const { language = "en", theme } = options;
  const words = marbleWords[language];
  const diagram = marbleDiagram(trace, options, fitTicks);
  const { ticks, streams } = diagram;
  const layout = layOutMarbles(diagram, words);
  const title = words.title(truncate(printable(diagram.network), 60));
  const notes = leftOut(diagram, language);
  const parts: Markup[] = [label(margin, margin + 12, title, { class: "strong", "font-size": 16 })];
  let y = margin + 18;
  const sayLine = (line: string): void => {
    y += noteHeight;
    parts.push(label(margin, y, line, { class: "quiet" }));
  };
  notes.forEach(sayLine);
  y += 22;
  const isNothing = isEmpty(diagram);
  if (isNothing) sayLine(words.nothing);
  for (let from = 0; !isNothing && from < ticks.times.length; from += layout.perBlock) {
    const to = Math.min(ticks.times.length, from + layout.perBlock);
    parts.push(drawSvgBlock(diagram, layout, { from, to, top: y, language, words }));
    y += layout.blockHeight;
  }
  const textWidth = Math.max(labelWidth(title, 16), ...notes.map((note) => labelWidth(note)));
  const width = Math.max(layout.width, 560, textWidth + 2 * margin);
  const legend = isNothing ? { markup: "", height: 10 } : svgLegend(diagram, words, { top: y - 10, width });
  const [first, last] = [ticks.times[0] ?? 0, ticks.times.at(-1) ?? 0].map((t) => formatNumber(t, 7));
  const says = words.description(streams.length, first ?? "", last ?? "");
  return svgDocument(
    {
      width,
      height: y - 10 + legend.height + margin,
      title,
      description: [says, ...notes].join(" "),
      theme,
      style: shapeRules,
    },
    ...parts,
    legend.markup,
  );
}
