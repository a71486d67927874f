import { numberCell, textCell } from "../../view/export/csv-cell.ts";
import type { CaseResult } from "./case-result.ts";
import type { MetricName } from "./metrics.ts";
import type { Axis, Study } from "./study.ts";
import type { SamplesSource } from "./world.ts";
import { type Finished, groupsOf, spreadOf } from "./summary.ts";

/** What ran a study. */
export interface Program {
  /** Its name and version. */
  readonly program: string;
  readonly node: string;
  /** The JavaScript engine: bits are promised to be equal within one. */
  readonly engine: string;
}

/** A file that the study reads samples from, and the SHA-256 of these. */
export interface NamedFile extends SamplesSource {
  readonly sha256: string;
}

/**
 * Everything that it takes to repeat a study, and what came of it, as JSON. It says nothing of when, where or how fast it was
 * run, so the same study gives the same bytes.
 */
export function resultsDocument(
  study: Study,
  finished: readonly Finished[],
  { program, files }: { readonly program: Program; readonly files: readonly NamedFile[] },
) {
  const { axes, metrics, seeds } = study;
  return {
    format: "counterflow-results",
    version: 1,
    ...program,
    study: study.file,
    seeds,
    files,
    summary: groupsOf(study, finished).map(({ at, runs }) => ({
      at: labelsAt(axes, at),
      metrics: Object.fromEntries(metrics.map((metric) => [metric, summaryOf(runs, metric)])),
    })),
    cases: finished.map(({ at, seed, definition, result }) => ({
      at: labelsAt(axes, at),
      seed,
      definition,
      ...result,
    })),
  };
}

/** null stands for ∞ as well: a target that was never met. */
function summaryOf(runs: readonly Finished[], metric: MetricName) {
  const spread = spreadOf(runs, metric);
  if (spread === undefined) return null;
  const { low, middle, high, finite } = spread;
  const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    median: finiteOrNull(middle),
    least: finiteOrNull(low),
    greatest: finiteOrNull(high),
    runs: spread.runs,
    finite,
  };
}

/** The label on each axis, by its name. */
export function labelsAt(axes: readonly Axis[], at: readonly number[]): Record<string, string> {
  return Object.fromEntries(axes.map(({ name, labels }, i) => [name, labels[at[i] ?? 0] ?? ""]));
}

/** A row a run: its place on each axis, seed, outcome and metrics; empty cells where there is no finite number. */
export function* resultsCsv(
  { axes, metrics }: Study,
  finished: readonly Finished[],
): Generator<string, void, undefined> {
  const head = [...axes.map(({ name }) => textCell(name)), "seed", "outcome", ...metrics, "message"];
  yield `${head.join(",")}\r\n`;
  for (const { at, seed, result } of finished) {
    const places = axes.map((axis, i) => labelCell(axis, at[i] ?? 0));
    const numbers = metrics.map((metric) => numberCell(result.metrics[metric] ?? undefined));
    yield `${[...places, `${seed}`, outcomeOf(result), ...numbers, textCell(result.message ?? "")].join(",")}\r\n`;
  }
}

function labelCell({ labels, numbers }: Axis, at: number): string {
  const number = numbers?.[at];
  return number !== undefined && labels[at] === String(number)
    ? numberCell(number)
    : textCell(labels[at] ?? "");
}

function outcomeOf({ outcome, metrics }: CaseResult): string {
  return outcome === "done" && metrics.diverged === 1 ? "diverged" : outcome;
}
