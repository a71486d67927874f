import { nice, ticks } from "d3-array";
import { formatNumber } from "../number-text.ts";

/** Where values stand on an axis, from 0 at its low end to 1 at its high end, and the round numbers on it. */
export interface Scale {
  readonly isLogarithmic: boolean;
  readonly place: (value: number) => number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

/** From this ratio on, positive values stand on a logarithmic scale. */
const leastDecades = 100;

/** An axis for these values with about `count` round numbers; undefined where none of them is finite. */
export function scaleOf(values: Iterable<number | undefined>, count: number): Scale | undefined {
  let [least, greatest, leastPositive] = [Infinity, -Infinity, Infinity];
  for (const value of values) {
    if (value === undefined || !Number.isFinite(value)) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    if (value > 0) leastPositive = Math.min(leastPositive, value);
  }
  if (least > greatest) return undefined;
  // Zeros have no place on it, and are gaps there.
  return least >= 0 && greatest / leastPositive > leastDecades
    ? logarithmic(leastPositive, greatest, count)
    : linear(least, greatest, count);
}

function linear(least: number, greatest: number, count: number): Scale {
  const margin = least === greatest ? Math.abs(least) / 10 || 1 : 0;
  const [from, to] = [least - margin, greatest + margin];
  const isVast = !Number.isFinite(to - from);
  const [low, high] = isVast ? [from, to] : nice(from, to, count);
  // The distance of two finite numbers need not be finite; halves of the smallest ones are zero.
  const unit = isVast ? 0.5 : 1;
  const span = unit * high - unit * low;
  const values = isVast ? [low, high] : ticks(low, high, count);
  const step = (values[1] ?? high) - (values[0] ?? low);
  const digits = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high)) / step)) + 1;
  const text = (value: number): string => formatNumber(value, Math.min(17, Math.max(4, digits || 4)));
  return {
    isLogarithmic: false,
    place: (value) => (unit * value - unit * low) / span,
    ticks: values.map((value) => ({ value, text: text(value) })),
  };
}

function logarithmic(least: number, greatest: number, count: number): Scale {
  const [low, high] = [Math.log10(least), Math.log10(greatest)];
  const stride = Math.max(1, Math.ceil((high - low) / count));
  const values: number[] = [];
  for (let power = Math.ceil(low / stride) * stride; power <= high; power += stride) {
    values.push(Number(`1e${power}`));
  }
  return {
    isLogarithmic: true,
    place: (value) => (value > 0 ? (Math.log10(value) - low) / (high - low) : NaN),
    ticks: values.map((value) => ({ value, text: formatNumber(value) })),
  };
}
