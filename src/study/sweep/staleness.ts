import type { CaseResult } from "./case-result.ts";
import { jsonNumber } from "./course.ts";
import type { MetricName } from "./metrics.ts";

type Counts = NonNullable<CaseResult["staleness"]>;

/** How often each number stands in a list, the least first. */
export function countsOf(numbers: readonly number[]): [number, number][] {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => one - other);
}

/** The counts of several stages, or runs, together. */
export function mergedCounts(all: readonly (readonly (readonly [number, number])[])[]): [number, number][] {
  const counts = new Map<number, number>();
  for (const list of all)
    for (const [value, count] of list) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts].sort(([one], [other]) => one - other);
}

/** The metrics of what each stage's gradients have crossed. */
export function stalenessMetrics(staleness: Counts): Partial<Record<MetricName, number | null>> {
  const all = mergedCounts(staleness);
  return {
    "staleness-mean": jsonNumber(meanOf(all)),
    "staleness-first": jsonNumber(meanOf(staleness[0] ?? [])),
    "staleness-max": jsonNumber(all.at(-1)?.[0]),
  };
}

/** NaN of nothing. */
function meanOf(counts: readonly (readonly [number, number])[]): number {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  return counts.reduce((sum, [value, count]) => sum + value * count, 0) / total;
}
