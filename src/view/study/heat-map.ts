import type { Caption } from "./plot.ts";

/** A number for each pair of values of two axes. */
export interface HeatMap extends Caption {
  readonly x: HeatMapAxis;
  readonly y: HeatMapAxis;
  /** What is measured, with its unit. */
  readonly measured: string;
  /** Row by row from the first value of y on; ∞ or NaN where runs went out of bounds, undefined where there is nothing. */
  readonly cells: readonly (readonly (number | undefined)[])[];
  /** What × stands for. */
  readonly notFinite: string;
  /** A line over the map: of each value of x, the y at which it passes. */
  readonly boundary: { readonly name: string; readonly values: readonly number[] } | undefined;
}

export interface HeatMapAxis {
  readonly label: string;
  readonly values: readonly string[];
  /** Where the line over the map needs to know where values are. */
  readonly numbers: readonly number[] | undefined;
}

/**
 * Where a number stands among those of an axis, in places: between two of them by its logarithm where both are above 0. Beyond the
 * ends it goes on as between the last two.
 */
export function placeAmong(numbers: readonly number[], value: number): number {
  const found = numbers.findIndex((number) => number >= value);
  const above = found < 0 ? numbers.length - 1 : Math.max(1, found);
  const [low, high] = [numbers[above - 1] ?? 0, numbers[above] ?? 0];
  const isLogarithmic = low > 0 && high > 0 && value > 0;
  const of = (number: number): number => (isLogarithmic ? Math.log(number) : number);
  return above - 1 + (of(value) - of(low)) / (of(high) - of(low));
}
