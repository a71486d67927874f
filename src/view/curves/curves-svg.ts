import { ticks as ticksOf } from "d3-array";
import type { TraceLevel } from "../../trace/header.ts";
import { svgDocument } from "../svg/document.ts";
import { element, type Markup, text } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import type { ViewOptions } from "../view.ts";
import type { Curves } from "./curves.ts";
import { type CurvesWords, curvesWords } from "./curves-words.ts";
import { plotOf, sentenceOf, subtitleOf } from "./panel-plot.ts";
import {
  drawPanel,
  type Frame,
  frameOf,
  type Mark,
  panelStyle,
  plotHeight,
  plotLeft,
  width,
} from "./panel-svg.ts";
import { shareOf } from "./thin.ts";

/** Above a panel, for its heading. */
const headingHeight = 50;
/** A panel that has nothing but its heading. */
const emptyHeight = 44;
const top = 78;
const mostPoints = 500;

/** Panels under each other that share the axis of batches; every line is named at its end. */
export function curvesSvg(curves: Curves, level: TraceLevel, options: ViewOptions): string {
  const words = curvesWords(options.language);
  const count = curves.batches.length;
  const share = shareOf(count, mostPoints);
  const panels = curves.panels.map((panel) => ({ panel, plot: plotOf(panel, share, 4, words) }));
  const frame = frameOf(panels.map(({ plot }) => plot), count); // prettier-ignore
  const marks = batchMarks(curves.batches, frame);
  const bodies: Markup[] = [];
  const sentences: string[] = [];
  let y = top;
  for (const { panel, plot } of panels) {
    if (plot.scale === undefined) {
      const note = panel.missing === undefined ? "" : words.missing(panel.missing, level);
      bodies.push(headingAt(y, plot.heading, [note]));
      sentences.push(words.sentence(plot.heading, [note]));
      y += emptyHeight;
    } else {
      bodies.push(
        headingAt(y, plot.heading, plot.notes),
        drawPanel(plot, y + headingHeight - 26, frame, marks),
      );
      sentences.push(sentenceOf(plot, words));
      y += headingHeight + plotHeight;
    }
  }
  const isDrawn = panels.some(({ plot }) => plot.scale !== undefined);
  const height = y + (isDrawn ? 22 : 0);
  const subtitle = curves.panels.length === 0 ? words.nothing : subtitleOf(curves, share, words);
  return svgDocument(
    {
      width,
      height,
      title: words.title,
      description: [`${words.title}: ${subtitle}`, ...sentences].join(" "),
      theme: options.theme,
      style,
    },
    label(24, 34, words.title, { class: "strong curves-title" }),
    label(24, 54, subtitle, { class: "quiet" }),
    ...bodies,
    isDrawn ? batchLabels(marks, y - 8, words) : "",
  );
}

const style = `.curves-title{font-size:17px}${panelStyle}`;

/** Round numbers of batches, each in the middle of its batch. */
function batchMarks(batches: readonly number[], { xOf }: Frame): Mark[] {
  return ticksOf(0, Math.max(1, batches.length - 1), 8).flatMap((place): Mark[] => {
    const number = batches[place];
    return number === undefined ? [] : [{ x: xOf(place + 0.5), text: String(number) }];
  });
}

function batchLabels(marks: readonly Mark[], y: number, { batch }: CurvesWords): Markup {
  return element(
    "g",
    {},
    label(plotLeft - 14, y + 6, batch, { class: "quiet", anchor: "end" }),
    ...marks.map(({ x, text }) => label(x, y + 6, text, { class: "number quiet", anchor: "middle" })),
  );
}

function headingAt(y: number, heading: string, notes: readonly string[]): Markup {
  return element(
    "text",
    { x: 24, y: y + 10 },
    element("tspan", { class: "strong" }, text(heading)),
    element("tspan", { class: "quiet", dx: 10 }, text(notes.join(" · "))),
  );
}
