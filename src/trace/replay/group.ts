/* eslint-disable @typescript-eslint/no-non-null-assertion -- every key below `groups` has its place */

/** Places in groups: those of group g are order[start[g]] … order[start[g + 1] − 1]. */
export interface Groups {
  readonly start: Int32Array;
  readonly order: Int32Array;
}

/**
 * Puts the given places into groups 0 … groups − 1 by their keys; those with a key below 0 are left out. Within a group
 * they keep their order. A counting sort: linear.
 */
export function groupBy(places: Int32Array, keys: Int32Array, groups: number): Groups {
  const start = new Int32Array(groups + 1);
  for (const place of places) {
    const key = keys[place]!;
    if (key >= 0) start[key + 1]!++;
  }
  for (let g = 0; g < groups; g++) start[g + 1]! += start[g]!;
  const next = start.slice(0, groups);
  const order = new Int32Array(start[groups]!);
  for (const place of places) {
    const key = keys[place]!;
    if (key >= 0) order[next[key]!++] = place;
  }
  return { start, order };
}

/** The first number from `from` up to, not including, `to` that is past a border; `to` where none is. A bisection. */
export function firstPast(from: number, to: number, isPast: (number: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many numbers of an ascending list are at most `limit`. */
export function countUpTo(ascending: ArrayLike<number>, limit: number): number {
  return firstPast(0, ascending.length, (i) => ascending[i]! > limit);
}
