import type { EventOf, Trace, TraceEvent } from "../../../src/index.ts";
import { spaceTimeView } from "../../../src/view/space-time/space-time-view.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { formsOf } from "../forms.ts";
import { findAll, numberOf, ofClass, readSvg, type SvgElement } from "../svg-reader.ts";

export const { textOf, svgOf } = formsOf(spaceTimeView);

export const eventsOf = <Kind extends TraceEvent["kind"]>(trace: Trace, kind: Kind): EventOf<Kind>[] =>
  trace.events.filter((event): event is EventOf<Kind> => event.kind === kind);

/** Each message of a trace by those whom it joins, the loss's too, with the time it was computed and taken up. */
export function messagesOf(trace: Trace): string[] {
  const byN = new Map(trace.events.map((event) => [event.n, event]));
  const timeOf = (n: number): number => byN.get(n)?.t ?? NaN;
  return [
    ...eventsOf(trace, "deliver").map(({ from, to, direction, parents, t }) => {
      const sender = parents.find((n) => byN.get(n)?.kind !== "commit") ?? NaN;
      return `${from} → ${to} ${direction} ${timeOf(sender)}–${t}`;
    }),
    ...eventsOf(trace, "loss").flatMap(({ outputs, parents, t }) =>
      outputs.map((id, i) => `${id} → loss forward ${timeOf(parents[i] ?? NaN)}–${t}`),
    ),
    ...eventsOf(trace, "delta").flatMap(({ neuron, parents, t }) =>
      parents.flatMap((n) =>
        byN.get(n)?.kind === "error" ? [`loss → ${neuron} backward ${timeOf(n)}–${t}`] : [],
      ),
    ),
  ].sort();
}

export interface Picture {
  readonly svg: SvgElement;
  /** Names over the lines, by their places from the left. */
  readonly laneAt: (x: number) => string;
  /** The tick in whose band a height lies. */
  readonly tickAt: (y: number) => number;
  readonly arrows: readonly SvgElement[];
}

export function pictureOf(trace: Trace, options: ViewOptions = {}): Picture {
  const svg = readSvg(svgOf(trace, options));
  const lanes = ofClass(svg, "space-time-lane").map((lane) => numberOf(lane, "x1"));
  const tops = ofClass(svg, "space-time-tick").map((line) => numberOf(line, "y1"));
  const texts = findAll(svg, ({ name }) => name === "text");
  const firstTick = tops[0] ?? 0;
  const labels = texts.filter(
    (each) => numberOf(each, "y") < firstTick && each.attributes["text-anchor"] === "middle",
  );
  const nameOf = (x: number): string =>
    labels.find((each) => Math.abs(numberOf(each, "x") - x) < 1)?.text ?? "";
  const times = tops.map((top) => {
    const found = texts.find((each) => numberOf(each, "y") === top + 18 && /^\d/.test(each.text));
    return Number(found?.text ?? NaN);
  });
  return {
    svg,
    laneAt: (x) => nameOf(lanes.find((lane) => Math.abs(lane - x) <= 17) ?? NaN),
    tickAt: (y) => times[tops.findLastIndex((top) => top <= y)] ?? NaN,
    arrows: ofClass(svg, "space-time-arrow"),
  };
}

export const lineOf = (arrow: SvgElement): SvgElement | undefined =>
  arrow.children.find(({ name }) => name === "line");
export const tipOf = (arrow: SvgElement): readonly number[] => {
  const head = arrow.children.find(({ name }) => name === "polygon");
  return (head?.attributes["points"] ?? "").split(" ")[0]?.split(",").map(Number) ?? [];
};
