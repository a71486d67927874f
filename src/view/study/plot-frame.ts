import { ticks as ticksOf } from "d3-array";
import type { Scale } from "../curves/scale.ts";
import { formatNumber } from "../number-text.ts";
import { labelWidth } from "../svg/label.ts";
import { truncate } from "../terminal/text-width.ts";
import { axisScale } from "./axis-scale.ts";
import { margin, width } from "./caption-svg.ts";
import type { LinePlot } from "./plot.ts";

export const plotLeft = 84;
export const plotHeight = 330;
/** Characters of a line's name, and pixels of a piece of the line before it. */
export const nameColumns = 30;
export const sampleWidth = 30;

/** Where things stand in a plot. */
export interface Frame {
  readonly top: number;
  readonly right: number;
  /** Where the names of lines begin. */
  readonly names: number;
  readonly scale: Scale | undefined;
  /** What stands under the plot, and where. */
  readonly marks: readonly { readonly x: number; readonly text: string }[];
  /** undefined of what has no place. */
  readonly xOf: (x: number) => number | undefined;
  readonly yOf: (y: number) => number | undefined;
}

/** The frame of a plot whose upper edge is at `top`: as wide as the names of its lines leave room for. */
export function frameOf({ across, lines, isLogarithmic }: LinePlot, top: number): Frame {
  const all = lines.flatMap(({ points }) => points);
  const named = lines.some(({ name }) => name !== "");
  const nameWidth = Math.max(0, ...lines.map(({ name }) => labelWidth(truncate(name, nameColumns), 12)));
  const names = width - margin - nameWidth;
  const right = named ? names - sampleWidth - 30 : width - margin - 12;
  const heights = all.flatMap(({ low, middle, high }) => [low, middle, high]);
  const scale = axisScale(heights, 6, isLogarithmic ? "logarithmic" : "usual");
  const placed = (place: number | undefined, from: number, to: number): number | undefined =>
    place !== undefined && Number.isFinite(place) ? from + place * (to - from) : undefined;
  const { place, ticks } = acrossOf(across, all.map(({ x }) => x)); // prettier-ignore
  return {
    top,
    right,
    names,
    scale,
    marks: ticks.map(({ value, text: content }) => ({
      x: placed(place(value), plotLeft, right) ?? plotLeft,
      text: content,
    })),
    xOf: (x) => placed(place(x), plotLeft, right),
    yOf: (y) => placed(scale?.place(y), top + plotHeight, top),
  };
}

/** Values stand at equal distances; a quantity begins at 0, unless it is logarithmic. */
function acrossOf(across: LinePlot["across"], xs: readonly number[]): Pick<Scale, "place" | "ticks"> {
  if (across.kind === "values") {
    return {
      place: (x) => (x + 0.5) / across.values.length,
      ticks: across.values.map((content, value) => ({ value, text: content })),
    };
  }
  if (across.isLogarithmic) return axisScale(xs, 8, "logarithmic") ?? { place: () => NaN, ticks: [] };
  const end = Math.max(1e-9, ...xs.filter(Number.isFinite));
  const ticks = ticksOf(0, end, 8).map((value) => ({ value, text: formatNumber(value) }));
  return { place: (x) => x / end, ticks };
}
