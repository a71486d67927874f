import { InputError } from "../../message/input-error.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import { heatMapSvg } from "../../view/study/heat-map-svg.ts";
import { linePlotSvg } from "../../view/study/line-plot-svg.ts";
import { stalenessSvg } from "../../view/study/staleness-svg.ts";
import { scheduleView } from "../../view/schedule/schedule-view.ts";
import { definitionAt } from "./axes.ts";
import type { CaseDefinition } from "./case-schema.ts";
import { chunksOf, usualUpdate } from "./case-schedule.ts";
import { type CaseTimetable, caseTimetable } from "./case-timetable.ts";
import { timingOf } from "./case-timing.ts";
import { curvesPlot, linesPlot } from "./line-figures.ts";
import { heatMap, stalenessPanels } from "./map-figures.ts";
import type { Figure, Study } from "./study.ts";
import type { Finished } from "./summary.ts";

/** A picture, and what its file is called. */
export interface DrawnFigure {
  readonly name: string;
  readonly svg: string;
}

/** All figures of a study, in order. */
export function drawFigures(study: Study, finished: readonly Finished[]): DrawnFigure[] {
  return study.figures.map((figure, i) => ({
    name: `${study.name}-${i + 1}-${figure.kind}.svg`,
    svg: `${drawFigure(study, finished, figure)}\n`,
  }));
}

function drawFigure(study: Study, finished: readonly Finished[], figure: Figure): string {
  switch (figure.kind) {
    case "curves":
      return linePlotSvg(curvesPlot(study, finished, figure));
    case "lines":
      return linePlotSvg(linesPlot(study, finished, figure));
    case "heat-map":
      return heatMapSvg(heatMap(study, finished, figure));
    case "staleness":
      return stalenessSvg(stalenessPanels(study, finished, figure));
    case "gantt":
      return drawGantt(study, figure);
  }
}

/** As many micro-batches of a policy as can be told apart, unless more are asked for. */
const usualMicroBatches = 16;

/** The schedule of one case by itself, with the first seed. */
function drawGantt(
  { base, axes, seeds }: Study,
  figure: Extract<Figure, { readonly kind: "gantt" }>,
): string {
  const place = axes.map(({ name, labels }) => {
    const label = figure.where?.[name];
    return label === undefined ? 0 : labels.indexOf(String(label));
  });
  const definition = definitionAt(base, axes, place) as CaseDefinition;
  const names = axes.flatMap(({ name, labels }, i) =>
    labels.length < 2 ? [] : [`${name} ${labels[place[i] ?? 0] ?? ""}`],
  );
  const { title = names.length === 0 ? "schedule" : names.join(", ") } = figure;
  const { timetable, gradientsPerCommit } = ganttOf(definition, seeds[0] ?? 1, figure.microBatches);
  return scheduleView.svg(timetable, { name: title, gradientsPerCommit });
}

/**
 * The timetable of a case: of a plan one batch, of a policy the beginning of its run.
 * @throws InputError for a case without a schedule
 */
export function ganttOf(
  definition: CaseDefinition,
  seed: number,
  microBatches: number | undefined,
): CaseTimetable {
  const { network, schedule, stages = 1, batchSize = 1, microBatch = batchSize } = definition;
  if (schedule === undefined) {
    throw new InputError([
      { path: "figures", message: "expected cases with a schedule for a gantt; got none" },
    ]);
  }
  if (network === undefined || typeof network === "string") {
    const count = typeof stages === "number" ? stages : stages.length;
    const { updateEvery = usualUpdate(definition, count) } = definition;
    const size = { microBatches: microBatches ?? definition.microBatches ?? usualMicroBatches, updateEvery };
    return caseTimetable(definition, count, size, timingOf(definition, seed));
  }
  const model = parseNetwork(network, { seed });
  const ofBatch = Math.ceil(batchSize / microBatch);
  const ranks = typeof stages === "number" ? stages : stages.length / chunksOf(definition);
  const isPolicy = ofBatch === 1;
  const size = {
    microBatches: microBatches ?? (isPolicy ? usualMicroBatches : ofBatch),
    updateEvery: ofBatch,
  };
  return caseTimetable(definition, ranks, size, timingOf(definition, seed, { model, stages }));
}
