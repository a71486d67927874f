import { type Scale, scaleOf } from "../curves/scale.ts";
import { formatNumber } from "../number-text.ts";

/**
 * An axis for these values with about `count` round numbers: logarithmic if that is asked for or if they span far, for values above 0.
 * undefined where none has a place.
 */
export function axisScale(
  values: readonly number[],
  count: number,
  kind: "usual" | "logarithmic",
): Scale | undefined {
  if (kind === "usual") return scaleOf(values, count);
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  const [least, greatest] = [Math.min(...positive), Math.max(...positive)];
  if (least > greatest) return undefined;
  // A single value has some room round it.
  const [low, high] = least === greatest ? [least / 2, least * 2] : [least, greatest];
  const [from, to] = [Math.log10(low), Math.log10(high)];
  const steps = to - from > count / 2 ? [1] : to - from > count / 4 ? [1, 3] : [1, 2, 5];
  const stride = Math.max(1, Math.ceil((to - from) / count));
  const ticks: number[] = [];
  for (let power = Math.floor(from); power <= to; power++) {
    if (power % stride !== 0) continue;
    for (const step of steps) {
      const value = Number(`${step}e${power}`);
      if (value >= low && value <= high) ticks.push(value);
    }
  }
  return {
    isLogarithmic: true,
    place: (value) => (value > 0 ? (Math.log10(value) - from) / (to - from) : NaN),
    ticks: ticks.map((value) => ({ value, text: formatNumber(value) })),
  };
}
