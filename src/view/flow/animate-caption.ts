import type { Language } from "../language.ts";
import { narratorOf } from "../narration.ts";
import { element, type Markup } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import { truncate } from "../terminal/text-width.ts";
import { wrapText } from "../terminal/wrap.ts";
import { animate, animateVisible } from "./animate.ts";
import type { FlowFrame } from "./flow-frames.ts";
import { flowWordsOf } from "./flow-words.ts";
import { laneOf } from "./phase-lane.ts";
import type { Interval, Timeline } from "./timeline.ts";

/** Where a caption stands. */
export interface CaptionBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const lineHeight = 20;
const mostLines = 3;
export const barHeight = 48;

/** How many lines the longest sentence takes, and how high the whole caption is. */
export function captionHeight(frames: readonly FlowFrame[], width: number): number {
  const lines = frames.map(({ sentence }) => linesOf(sentence, width).length);
  return 30 + Math.max(1, ...lines) * lineHeight;
}

function linesOf(sentence: string, width: number): string[] {
  const columns = Math.floor(width / labelWidth("0"));
  const all = wrapText(sentence.replace(/\s/g, " "), columns);
  if (all.length <= mostLines) return all;
  return [...all.slice(0, mostLines - 1), truncate(all.slice(mostLines - 1).join(" "), columns - 1)];
}

/** Texts that are seen one after another, each from its frame up to the next; equal neighbours are one. */
function inTurn(
  frames: readonly FlowFrame[],
  { moments, total }: Timeline,
  keyOf: (frame: FlowFrame) => string,
  draw: (key: string) => Markup,
): Markup {
  const runs: { readonly key: string; readonly from: number }[] = [];
  frames.forEach((frame, i) => {
    const key = keyOf(frame);
    if (runs.at(-1)?.key !== key) runs.push({ key, from: i === 0 ? 0 : (moments[i]?.start ?? 0) });
  });
  const times = new Map<string, Interval[]>();
  runs.forEach(({ key, from }, i) => {
    times.set(key, [...(times.get(key) ?? []), [from, runs[i + 1]?.from ?? total]]);
  });
  const last = runs.at(-1)?.key;
  return [...times]
    .map(([key, intervals]) =>
      element(
        "g",
        { visibility: key === last ? undefined : "hidden" },
        draw(key),
        animateVisible(intervals, total),
      ),
    )
    .join("");
}

/** The phase, which sample is seen, and a sentence on each step. */
export function animateCaption(
  frames: readonly FlowFrame[],
  timeline: Timeline,
  { x, y, width }: CaptionBox,
  language: Language,
): Markup {
  const own = flowWordsOf(language);
  const { phases: headings } = narratorOf(language);
  return (
    inTurn(
      frames,
      timeline,
      ({ phase }) => headings[phase],
      (heading) => label(x, y, heading, { class: "strong" }),
    ) +
    inTurn(
      frames,
      timeline,
      (frame) => own.about(frame.batch, frame.shown.sample),
      (about) => label(x + width, y, about, { anchor: "end", class: "quiet" }),
    ) +
    inTurn(
      frames,
      timeline,
      ({ sentence }) => sentence,
      (sentence) =>
        linesOf(sentence, width)
          .map((line, i) => label(x, y + 24 + i * lineHeight, line))
          .join(""),
    )
  );
}

/** Phases along the time, and where in it the picture is: down above the middle, back up under it. */
export function animateBar(
  frames: readonly FlowFrame[],
  { moments, total }: Timeline,
  { x, y, width }: CaptionBox,
  language: Language,
): Markup {
  const own = flowWordsOf(language);
  const end = moments.at(-1)?.end ?? total;
  const at = (time: number): number => x + (width * time) / end;
  const runs: { phase: FlowFrame["phase"]; from: number; to: number }[] = [];
  frames.forEach(({ phase }, i) => {
    const moment = moments[i] ?? { turn: 0, end: 0 };
    const last = runs.at(-1);
    if (last?.phase === phase) last.to = moment.end;
    else runs.push({ phase, from: moment.turn, to: moment.end });
  });
  const parts = runs.map(({ phase, from, to }) => {
    const lane = laneOf(phase);
    const room = at(to) - at(from) - 1;
    const place = { x: at(from), y: y + lane.top, width: Math.max(1, room), height: lane.height, rx: 2 };
    const name = own.phases[phase];
    return (
      element("rect", { class: `flow-phase flow-phase-${phase}`, ...place }) +
      (labelWidth(name, 11) < room ? label(at(from), y + 27, name, { class: "quiet flow-small" }) : "")
    );
  });
  const keys = [[0, x - 1], [end, x + width - 1]] as const; // prettier-ignore
  const place = { x: x + width - 1, y: y - 3, width: 2, height: 18 };
  const marker = element("rect", { class: "flow-now", ...place }, animate("x", keys, total, "linear"));
  return parts.join("") + marker;
}
