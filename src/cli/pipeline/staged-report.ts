import type { Pipeline } from "../../network/pipeline/pipeline.ts";
import type { StageReport } from "../../network/pipeline/stage-report.ts";
import { type Figures, figuresOf } from "../../schedule/figures.ts";
import type { Spread } from "../../schedule/versions.ts";
import { percent, ticksText } from "../../view/schedule/summary.ts";
import type { Json, JsonObject } from "../io/json-stream.ts";
import { shownName, textTable } from "../io/text-table.ts";
import type { Staged } from "./staged-options.ts";

/** What a run in stages has come to, besides what it has learnt. */
export interface StagedResult {
  readonly staged: Staged;
  /** Of each stage, its populations. */
  readonly layers: readonly (readonly string[])[];
  readonly stages: readonly StageReport[];
  /** Of the run; of a plan, of its last batch. undefined where there was none. */
  readonly figures: Figures | undefined;
  /** Ticks of the whole run. */
  readonly time: number;
}

export function stagedResult(staged: Staged, pipeline: Pipeline, time: number): StagedResult {
  const { model, stageOf, stages, timetable } = pipeline;
  const layers = Array.from({ length: 1 + Math.max(...stageOf) }, (_, stage) =>
    model.populations.flatMap(({ id }, index) => (stageOf[index] === stage ? [id] : [])),
  );
  const figures = timetable && figuresOf(timetable);
  return { staged, layers, stages, figures: figures?.makespan ? figures : undefined, time };
}

/**
 * What `--json` has of it. Utilisation, bubbles and `peakInFlight` are of ranks (processors), the other lists of stages. Staleness is
 * counted as "crossed": commits between what F read and what the gradient was added to, without its own.
 */
export function stagedDocument({ staged, layers, stages, figures, time }: StagedResult): Json {
  const { name, isSynchronous, microBatch } = staged;
  return {
    name,
    kind: isSynchronous ? "plan" : "policy",
    stages: layers.length,
    layers: layers.map((ids) => [...ids]),
    microBatch,
    ticks: time,
    figuresOf: isSynchronous ? "the last batch" : "the run",
    makespan: figures?.makespan ?? null,
    utilisation: figures?.utilisation ?? null,
    bubbleOfTotal: figures?.bubbleOfTotal ?? null,
    peakInFlight: figures?.peakInFlight ?? null,
    commits: stages.map(({ commits }) => commits),
    liveVersions: stages.map(({ liveVersions }) => liveVersions),
    keptVersions: stages.map(({ keptVersions }) => keptVersions),
    staleness: stages.map(({ staleness }) => spread(staleness)),
    stalenessConvention: "crossed",
  };
}

/** The same for people: a table of the stages, and what the schedule has cost. */
export function stagedText({ staged, layers, stages, figures, time }: StagedResult): string {
  const { name, isSynchronous } = staged;
  const headings = ["stage", "layers", "commits", "live versions", "staleness: least", "mean", "most"];
  const rows = stages.map(({ commits, liveVersions, staleness: { min, mean, max } }, stage) => [
    String(stage),
    layersText(layers[stage] ?? []),
    String(commits),
    String(liveVersions),
    ...(Number.isNaN(mean) ? ["–", "–", "–"] : [String(min), mean.toFixed(3), String(max)]),
  ]);
  const lines = [`${shownName(name)}: ${layers.length} stages, ${ticksText(time)} ticks`];
  if (figures !== undefined) {
    const busy = figures.utilisation.map(percent).join(", ");
    const of = isSynchronous ? "in the last batch" : "in the run";
    lines.push(`busy ${of}: ${busy} (bubble ${percent(figures.bubbleOfTotal)})`);
  }
  return [...lines, textTable(headings, rows, { count: rows.length })].join("\n");
}

function layersText(ids: readonly string[]): string {
  const [first = "", last = first] = [ids[0], ids.at(-1)];
  return ids.length < 3 ? ids.map(shownName).join(", ") : `${shownName(first)} … ${shownName(last)}`;
}

/** Where nothing has been committed there is no staleness: missing is not 0. */
function spread({ min, mean, max }: Spread): JsonObject | null {
  return Number.isNaN(mean) ? null : { min, mean, max };
}
