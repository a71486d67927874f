/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns are made long enough before they are written */

/** Sums by batch and group, and how many numbers or neurons have gone into each. */
export interface Tally {
  readonly add: (batch: number, group: number, sum: number, count: number) => void;
  readonly sum: (batch: number, group: number) => number;
  readonly count: (batch: number, group: number) => number;
}

export function createTally(groups: number): Tally {
  const sums: number[] = [];
  const counts: number[] = [];
  return {
    add(batch, group, sum, count) {
      const place = batch * groups + group;
      while (sums.length <= place) {
        sums.push(0);
        counts.push(0);
      }
      sums[place]! += sum;
      counts[place]! += count;
    },
    sum: (batch, group) => sums[batch * groups + group] ?? 0,
    count: (batch, group) => counts[batch * groups + group] ?? 0,
  };
}

export function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

export function squaresOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
