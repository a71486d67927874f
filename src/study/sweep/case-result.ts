import type { Course } from "./course.ts";
import { type MetricName, metricNames } from "./metrics.ts";

/** What a run has come to, fit for JSON. It depends on the case alone: not on when, where or how fast it was run. */
export interface CaseResult {
  /** "diverged": a number was not finite any more. "failed": ended otherwise by an error; `message` says which. */
  readonly outcome: "done" | "diverged" | "failed";
  readonly message?: string;
  readonly metrics: Readonly<Record<MetricName, number | null>>;
  /** Of a case with a network. */
  readonly course?: Course;
  /** Of a case with stages, of each stage: [commits that gradients have crossed, how many gradients]. */
  readonly staleness?: readonly (readonly (readonly [crossed: number, gradients: number])[])[];
}

/** All metrics, those that are not given as null. */
export function withoutOthers(
  given: Partial<Readonly<Record<MetricName, number | null>>>,
): Record<MetricName, number | null> {
  const all = metricNames.map((name) => [name, given[name] ?? null] as const);
  return Object.fromEntries(all) as Record<MetricName, number | null>;
}
