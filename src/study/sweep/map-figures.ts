import type { HeatMap } from "../../view/study/heat-map.ts";
import type { StalenessPanels } from "../../view/study/staleness-svg.ts";
import { aboutOf, axisOf, byLine, chosen, type FigureOf, sentence } from "./figure-places.ts";
import { measuredText, shownValue } from "./metric-text.ts";
import { metrics, type MetricName } from "./metrics.ts";
import { stableRate } from "./stable-rate.ts";
import { mergedCounts } from "./staleness.ts";
import type { Study } from "./study.ts";
import { type Finished, metricOf, rangeOf } from "./summary.ts";

/** A metric over two axes, with a line where theory has a boundary. */
export function heatMap(study: Study, finished: readonly Finished[], figure: FigureOf<"heat-map">): HeatMap {
  const { metric, x, y, boundary, title = `${metrics[metric].heading} over ${x} and ${y}` } = figure;
  const { groups, common } = chosen(study, finished, figure, [x, y]);
  const [across, up] = [axisOf(study, x), axisOf(study, y)];
  const cell = (row: number, column: number): number | undefined => {
    const group = groups.find(({ at }) => at[up?.index ?? 0] === row && at[across?.index ?? 0] === column);
    const values = (group?.runs ?? []).flatMap((run) => mapped(run, metric) ?? []);
    return values.length === 0 ? undefined : shownValue(metric, rangeOf(values).middle);
  };
  const labelsUp = up?.axis.labels ?? [];
  const delays = across?.axis.numbers;
  return {
    title,
    notes: [study.question, [aboutOf(metric), sentence(common)].join(" ").trim()],
    x: { label: x, values: across?.axis.labels ?? [], numbers: delays },
    y: { label: y, values: labelsUp, numbers: up?.axis.numbers },
    measured: measuredText(metric),
    notFinite: "the runs diverged, or came to no finite number",
    cells: labelsUp.map((_, row) => (across?.axis.labels ?? []).map((__, column) => cell(row, column))),
    boundary:
      boundary === undefined || delays === undefined
        ? undefined
        : { name: stableRate.text, values: delays.map((delay) => stableRate.of(delay, boundary.curvature)) },
  };
}

/** A loss that has swung up is no number worth a shade. */
function mapped(run: Finished, metric: MetricName): number | undefined {
  const isLoss = metric === "loss" || metric === "training-loss";
  return isLoss && run.result.metrics.diverged === 1 ? Infinity : metricOf(run, metric);
}

/** What gradients have crossed, of all stages and seeds together, for each label of an axis. */
export function stalenessPanels(
  study: Study,
  finished: readonly Finished[],
  figure: FigureOf<"staleness">,
): StalenessPanels {
  const { each, title = "staleness" } = figure;
  const { groups, common } = chosen(study, finished, figure, [each]);
  const about =
    "Commits between the weights that a forward pass read and those that its gradient was added to, its own not counted; all stages together.";
  return {
    title,
    notes: [study.question, [about, sentence(common)].join(" ").trim()],
    panels: byLine(study, groups, each).map(({ name, groups: ofPanel }) => ({
      name: each === undefined ? "" : `${each}: ${name}`,
      counts: mergedCounts(
        ofPanel.flatMap(({ runs }) => runs.flatMap(({ result }) => result.staleness ?? [])),
      ),
    })),
  };
}
