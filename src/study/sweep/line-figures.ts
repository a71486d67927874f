import type { Across, LinePlot, Point } from "../../view/study/plot.ts";
import type { Course } from "./course.ts";
import { aboutOf, axisOf, byLine, chosen, type FigureOf, notesOf } from "./figure-places.ts";
import { measuredText, shownValue } from "./metric-text.ts";
import { metrics, type MetricName } from "./metrics.ts";
import type { Study } from "./study.ts";
import { type Finished, rangeOf, spreadOf } from "./summary.ts";

const neverText = "at the top: no finite number, or a target that was never met";

/** A metric over the values of an axis. */
export function linesPlot(study: Study, finished: readonly Finished[], figure: FigureOf<"lines">): LinePlot {
  const { metric, x, lines, title = `${metrics[metric].heading} over ${x}` } = figure;
  const { groups, common } = chosen(study, finished, figure, [x, lines]);
  const found = axisOf(study, x);
  const across: Across = {
    kind: "values",
    label: x,
    values: found?.axis.labels ?? [],
    isNumeric: found?.axis.numbers !== undefined,
  };
  return {
    title,
    notes: notesOf(study, common, aboutOf(metric)),
    across,
    measured: measuredText(metric),
    isLogarithmic: figure.logarithmic === "y",
    naming: lines ?? "",
    notFinite: neverText,
    lines: byLine(study, groups, lines).map(({ name, groups: ofLine }) => ({
      name,
      points: ofLine.flatMap(({ at, runs }) => pointOf(at[found?.index ?? 0] ?? 0, runs, metric)),
    })),
  };
}

function pointOf(x: number, runs: readonly Finished[], metric: MetricName): Point[] {
  const spread = spreadOf(runs, metric);
  if (spread === undefined) return [];
  const shown = (value: number): number => shownValue(metric, value);
  return [{ x, low: shown(spread.low), middle: shown(spread.middle), high: shown(spread.high) }];
}

/** What is followed through the runs. */
export function curvesPlot(
  study: Study,
  finished: readonly Finished[],
  figure: FigureOf<"curves">,
): LinePlot {
  const { of, against, lines, logarithmic } = figure;
  const axisTexts = { epochs: "epochs", commits: "commits", time: "virtual time, ticks" };
  const heading = of.replace("-", " ");
  const { title = `${heading} over ${against === "time" ? "virtual time" : against}` } = figure;
  const { groups, common } = chosen(study, finished, figure, [lines]);
  const units = { loss: "", "training-loss": "", accuracy: ", %", angle: ", degrees" };
  return {
    title,
    notes: notesOf(study, common, ""),
    across: {
      kind: "quantity",
      label: axisTexts[against],
      isLogarithmic: logarithmic === "x" || logarithmic === "both",
    },
    measured: heading + units[of],
    isLogarithmic: logarithmic === "y" || logarithmic === "both",
    naming: lines ?? "",
    notFinite: neverText,
    lines: byLine(study, groups, lines).map(({ name, groups: ofLine }) => ({
      name,
      points: coursePoints(
        ofLine.flatMap(({ runs }) => runs.flatMap(({ result }) => result.course ?? [])),
        figure,
      ),
    })),
  };
}

/** Moment by moment the middle of the runs that have got so far. */
function coursePoints(courses: readonly Course[], { of, against }: FigureOf<"curves">): Point[] {
  const moments = courses.reduce((most, { epochs }) => Math.max(most, epochs.length), 0);
  const factor = of === "accuracy" ? 100 : 1;
  return Array.from({ length: moments }, (_, i) => i).flatMap((i) => {
    const values = courses.flatMap((course) => course[of][i] ?? []).map((value) => factor * value);
    const xs = courses.flatMap((course) => course[against][i] ?? []);
    if (values.length === 0) return [];
    const { low, middle, high } = rangeOf(values);
    return [{ x: rangeOf(xs).middle, low, middle, high }];
  });
}
