import type { Bar } from "./section.ts";
import type { Figure } from "./statistics.ts";
import { figureText, shortNumber } from "./table.ts";

/** The median may not be more than this. */
export function atMost(what: string, limit: number, figure: Figure | undefined, unit = "", scale = 1): Bar {
  return {
    what,
    bar: `≤ ${shortNumber(limit)}${unit}`,
    reached: figureText(figure, scale),
    holds: figure && figure.median * scale <= limit,
  };
}

/** The median may not be less than this. */
export function atLeast(what: string, limit: number, figure: Figure | undefined, unit = "", scale = 1): Bar {
  return {
    what,
    bar: `≥ ${shortNumber(limit)}${unit}`,
    reached: figureText(figure, scale),
    holds: figure && figure.median * scale >= limit,
  };
}

export function notMeasured(what: string, bar: string): Bar {
  return { what, bar, reached: "–", holds: undefined };
}
