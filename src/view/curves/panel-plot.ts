import { formatNumber } from "../number-text.ts";
import { truncate } from "../terminal/text-width.ts";
import type { Curve, Curves, Panel } from "./curves.ts";
import type { CurvesWords } from "./curves-words.ts";
import { type Scale, scaleOf } from "./scale.ts";
import { type Point, thinned } from "./thin.ts";

/** A panel made ready to be drawn, for a terminal and as SVG alike. */
export interface Plot {
  readonly heading: string;
  /** What exactly is drawn, by which scale, and what is left out. */
  readonly notes: readonly string[];
  /** undefined where there is nothing to draw. */
  readonly scale: Scale | undefined;
  readonly lines: readonly PlotLine[];
}

export interface PlotLine {
  /** Empty where there is but one. */
  readonly name: string;
  /**
   * x: from 0, where the first batch begins, one a batch: what a batch comes to stands in its middle, weights between
   * batches. y: from 0 at the bottom to 1 at the top; undefined in gaps.
   */
  readonly points: readonly Point[];
  /** The first and the last value that has a place. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** Where the last one stands. */
  readonly end: Point | undefined;
}

/** Columns that the name of a line takes up at the most. */
const nameWidth = 18;

export function plotOf(panel: Panel, share: number, ticks: number, words: CurvesWords): Plot {
  const { quantity, curves, of, missing } = panel;
  const heading = words.heading(panel);
  const curvesThinned = curves.map(({ values }) => thinned(values, share));
  const scale = missing === undefined ? scaleOf(allOf(curvesThinned), ticks) : undefined;
  const lines = scale === undefined ? [] : curves.map((curve, i) => lineOf(curve, curvesThinned[i] ?? [], scale, words, quantity === "weights" ? 0 : 0.5)); // prettier-ignore
  if (scale === undefined) return { heading, notes: [], scale, lines };
  const values = curves.flatMap((curve) => curve.values.filter((value) => value !== undefined));
  const [notFinite, zeros] = [values.filter((value) => !Number.isFinite(value)), values.filter((value) => value === 0)]; // prettier-ignore
  const notes = [
    words.detail(panel),
    ...(scale.isLogarithmic ? [words.logarithmic] : []),
    ...(of > curves.length ? [words.some(curves.length, of)] : []),
    ...(notFinite.length > 0 ? [words.notFinite(notFinite.length)] : []),
    ...(scale.isLogarithmic && zeros.length > 0 ? [words.zeros(zeros.length)] : []),
  ];
  return { heading, notes, scale, lines };
}

function* allOf(curves: readonly (readonly Point[])[]): Generator<number | undefined, void, undefined> {
  for (const points of curves) for (const { y } of points) yield y;
}

function lineOf(
  { name, values }: Curve,
  points: readonly Point[],
  scale: Scale,
  words: CurvesWords,
  shift: number,
): PlotLine {
  const placed = points.map(({ x, y }) => {
    const place = y === undefined ? NaN : scale.place(y);
    return { x: x + shift, y: Number.isFinite(place) ? place : undefined };
  });
  const isPlaced = (value: number | undefined): value is number =>
    value !== undefined && Number.isFinite(scale.place(value));
  return {
    name: nameOf(name, words),
    points: placed,
    first: values.find(isPlaced),
    last: values.findLast(isPlaced),
    end: placed.findLast(({ y }) => y !== undefined),
  };
}

function nameOf(name: Curve["name"], words: CurvesWords): string {
  if (name === undefined) return "";
  if (typeof name === "number") return words.depth(name);
  if (typeof name === "string") return truncate(name, nameWidth);
  const each = (nameWidth - 1) / 2;
  return name.map((end) => truncate(end, each)).join("→");
}

/** What all curves together are drawn of. */
export function subtitleOf({ batches }: Curves, share: number, words: CurvesWords): string {
  return [
    words.batches(batches.length),
    ...(share > 1 ? [words.shared(share)] : []),
    ...(isNumberedThrough(batches) ? [] : [words.renumbered]),
  ].join(" · ");
}

function isNumberedThrough(batches: readonly number[]): boolean {
  return batches.every((number, i) => number === (batches[0] ?? 0) + i);
}

/** The curves of a panel in a sentence: where each begins and ends. */
export function sentenceOf({ heading, lines }: Plot, words: CurvesWords): string {
  const courses = lines.flatMap(({ name, first, last }) =>
    first === undefined || last === undefined
      ? []
      : [words.course(name, formatNumber(first), formatNumber(last))],
  );
  return words.sentence(heading, courses);
}
