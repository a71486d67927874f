import type { Trace } from "../../trace/header.ts";
import type { Language } from "../language.ts";
import { formatNumber } from "../number-text.ts";
import { svgDocument } from "../svg/document.ts";
import { element, type Markup } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import { truncate } from "../terminal/text-width.ts";
import type { ViewOptions } from "../view.ts";
import { laneName, pictureNotes } from "./picture-notes.ts";
import { printable } from "../printable.ts";
import { left, layOutSpaceTime, margin, type SpaceTimeLayout } from "./space-time-layout.ts";
import { spaceTimeLegend } from "./space-time-legend.ts";
import { type SpaceTimePicture, spaceTimePicture } from "./space-time-picture.ts";
import { shapeRules } from "./space-time-shapes.ts";
import { drawArrows, drawPoints } from "./space-time-things.ts";
import { type SpaceTimeWords, spaceTimeWords } from "./space-time-words.ts";
import { grouped } from "../number-text.ts";

const room = { lanes: 24, ticks: 60, things: 2400 };
const noteHeight = 19;
/** Room for the names of lines and, under them, for how many neurons share one. */
const namesHeight = 44;

/** Lamport's diagram: a line down for each neuron, an arrow for each message. */
export function spaceTimeSvg(trace: Trace, options: ViewOptions): string {
  const { language = "en", theme } = options;
  const words = spaceTimeWords[language];
  const picture = spaceTimePicture(trace, options, room);
  const isEmpty = picture.ticks.times.length === 0;
  const title = words.title(truncate(printable(picture.network), 60));
  const notes = [...pictureNotes(picture, language), ...(isEmpty ? [words.nothing] : [])];
  const noteLines = notes.map((note, i) =>
    label(margin, margin + 18 + (i + 1) * noteHeight, note, { class: "quiet" }),
  );
  const top = margin + 18 + notes.length * noteHeight + 18;
  const layout = layOutSpaceTime(picture, top + namesHeight);
  const bottom = layout.tickY.at(-1) ?? top;
  const widest = Math.max(labelWidth(title, 16), ...notes.map((note) => labelWidth(note)));
  const width = Math.max(layout.right + margin, widest + 2 * margin, 520);
  const legend = spaceTimeLegend(picture, words, { top: bottom + 14, width });
  const drawing = isEmpty
    ? []
    : [
        drawTicks(picture, layout, words, top),
        drawLanes(picture, layout, words, top),
        drawArrows(picture, layout, language),
        drawPoints(picture, layout, language),
        legend.markup,
      ];
  return svgDocument(
    {
      width,
      height: isEmpty ? top + margin : bottom + 14 + legend.height + margin,
      title,
      description: [description(picture, language), ...notes].join(" "),
      theme,
      style: shapeRules,
    },
    label(margin, margin + 12, title, { class: "strong", "font-size": 16 }),
    ...noteLines,
    ...drawing,
  );
}

function description({ arrows, drawnLanes, ticks }: SpaceTimePicture, language: Language): string {
  const messages = arrows.reduce((sum, { count }) => sum + count, 0);
  const [first = "", last = ""] = [ticks.times[0] ?? 0, ticks.times.at(-1) ?? 0].map((t) =>
    formatNumber(t, 7),
  );
  return spaceTimeWords[language].description(drawnLanes.length, grouped(messages), first, last);
}

function drawTicks(
  { ticks }: SpaceTimePicture,
  layout: SpaceTimeLayout,
  words: SpaceTimeWords,
  top: number,
): Markup {
  const parts = [label(margin, top + 14, words.tick, { class: "quiet" })];
  ticks.times.forEach((t, tick) => {
    const y = layout.tickY[tick] ?? 0;
    parts.push(
      element("line", { x1: margin, x2: layout.right, y1: y, y2: y, class: "space-time-tick" }),
      label(margin, y + 18, formatNumber(t, 7), { class: "number quiet" }),
    );
  });
  return parts.join("");
}

function drawLanes(
  picture: SpaceTimePicture,
  { laneX, laneWidth, tickY }: SpaceTimeLayout,
  words: SpaceTimeWords,
  top: number,
): Markup {
  const bottom = tickY.at(-1) ?? top;
  // Where lines stand close together, every other name stands lower, if nothing else is there.
  const isStaggered = laneWidth < 80 && picture.lanes.list.every(({ neurons }) => neurons <= 1);
  const nameRoom = isStaggered ? 2 * laneWidth - 8 : laneWidth - 4;
  return picture.drawnLanes
    .flatMap((lane, i) => {
      const x = laneX(lane) ?? left;
      const { neurons = 0, role } = picture.lanes.list[lane] ?? {};
      const isShort = role === "coordinator" && laneWidth < 90;
      const full = isShort ? words.coordinatorShort : laneName(picture, lane, words);
      const name = truncate(full, Math.floor(nameRoom / 8.4));
      const count = laneWidth < 80 ? `×${grouped(neurons)}` : words.neurons(neurons);
      const under = role === "neurons" && neurons > 1 ? count : "";
      return [
        label(x, top + (isStaggered && i % 2 === 1 ? 30 : 14), name, {
          anchor: "middle",
          class: role === "neurons" ? "strong" : "quiet",
        }),
        under === "" ? "" : label(x, top + 30, under, { anchor: "middle", class: "quiet", "font-size": 11 }),
        element("line", { x1: x, x2: x, y1: top + namesHeight - 8, y2: bottom, class: "space-time-lane" }),
      ];
    })
    .join("");
}
