/** A value at its place: a batch, or the middle of several. */
export interface Point {
  readonly x: number;
  /** undefined where there is none, NaN or ∞ where it is no finite number: a gap either way. */
  readonly y: number | undefined;
}

/** How many values share a point, so that there are at most `most` points. */
export function shareOf(count: number, most: number): number {
  return Math.max(1, Math.ceil(count / most));
}

/** Each point the mean of `share` neighbouring values, as far as they are finite numbers. */
export function thinned(values: readonly (number | undefined)[], share: number): Point[] {
  if (share === 1) return values.map((y, x) => ({ x, y }));
  const points: Point[] = [];
  for (let from = 0; from < values.length; from += share) {
    const to = Math.min(from + share, values.length);
    let [sum, count] = [0, 0];
    for (let i = from; i < to; i++) {
      const value = values[i];
      if (value === undefined || !Number.isFinite(value)) continue;
      sum += value;
      count++;
    }
    points.push({ x: (from + to - 1) / 2, y: count === 0 ? undefined : sum / count });
  }
  return points;
}
