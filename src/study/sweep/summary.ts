import { type StudyCase, placesOf } from "./axes.ts";
import type { CaseResult } from "./case-result.ts";
import type { MetricName } from "./metrics.ts";
import type { Study } from "./study.ts";

/** A case that has been run. */
export interface Finished extends StudyCase {
  readonly result: CaseResult;
}

/** What the runs of one place, one a seed, have come to. ∞: a target that was never met, a loss that was not finite. */
export interface Spread {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** Runs that have the number, and those of them where it is finite. */
  readonly runs: number;
  readonly finite: number;
}

/** A place on every axis, and its runs. */
export interface Group {
  readonly at: readonly number[];
  readonly runs: readonly Finished[];
}

/** The runs place by place, in the order of the axes. */
export function groupsOf({ axes, seeds }: Study, finished: readonly Finished[]): Group[] {
  return placesOf(axes).map((at, place) => ({
    at,
    runs: finished.slice(place * seeds.length, (place + 1) * seeds.length),
  }));
}

/** A metric over the seeds; undefined where no run has it. */
export function spreadOf(runs: readonly Finished[], metric: MetricName): Spread | undefined {
  const values = runs.flatMap((run) => metricOf(run, metric) ?? []);
  return values.length === 0 ? undefined : rangeOf(values);
}

/** The least, the middle one and the greatest of some numbers, ∞ among them; of an even number of them the mean of the two in the middle. */
export function rangeOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => (one < other ? -1 : 1));
  const half = Math.floor(sorted.length / 2);
  const [below = NaN, above = NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[half]];
  const [low = NaN, high = NaN] = [sorted[0], sorted.at(-1)];
  const finite = sorted.filter(Number.isFinite).length;
  return { low, middle: (below + above) / 2, high, runs: sorted.length, finite };
}

/** A run's number: ∞ where it ran and came to none that is finite; undefined where there is no such number. */
export function metricOf({ result, definition }: Finished, metric: MetricName): number | undefined {
  const value = result.metrics[metric];
  if (value !== null) return value;
  if (result.outcome === "failed") return undefined;
  const isTarget = metric === "epochs-to-target" || metric === "time-to-target";
  if (isTarget) return definition.target === undefined ? undefined : Infinity;
  const isLoss = metric === "loss" || metric === "training-loss";
  return isLoss && result.course !== undefined ? Infinity : undefined;
}
