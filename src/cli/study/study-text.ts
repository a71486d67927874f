import { formatNumber } from "../../view/number-text.ts";
import type { Paint } from "../../view/paint.ts";
import { heatMapText } from "../../view/study/heat-map-text.ts";
import { wrapLine } from "../../view/terminal/wrap.ts";
import { heatMap } from "../../study/sweep/map-figures.ts";
import type { Figure, Study } from "../../study/sweep/study.ts";
import { studyTable, tableNotes } from "../../study/sweep/study-table.ts";
import type { Finished } from "../../study/sweep/summary.ts";

export interface TextOptions {
  readonly columns: number;
  readonly paint: Paint;
}

/** A table of more places than this is told by its heat maps, where it has some. */
const mostRows = 30;

/** What came of a study, for people. */
export function studyText(study: Study, finished: readonly Finished[], options: TextOptions): string[] {
  const { columns, paint } = options;
  const maps = study.figures.filter((figure) => figure.kind === "heat-map");
  const places = study.axes.reduce((product, { labels }) => product * labels.length, 1);
  const isMapped = places > mostRows && maps.length > 0;
  const wrap = (line: string): string[] => wrapLine(line, columns, 2);
  return [
    ...wrap(`${study.name}: ${study.question}`).map((line, i) => (i === 0 ? paint.bold(line) : line)),
    "",
    ...(isMapped
      ? maps.flatMap((figure) => mapLines(study, finished, figure, options))
      : [...studyTable(study, finished, options), "", ...tableNotes(study).flatMap(wrap).map(paint.dim)]),
  ];
}

function mapLines(
  study: Study,
  finished: readonly Finished[],
  figure: Extract<Figure, { readonly kind: "heat-map" }>,
  options: TextOptions,
): string[] {
  const map = heatMap(study, finished, figure);
  const hasOutside = map.cells.flat().some((value) => value !== undefined && !Number.isFinite(value));
  const heading = [figure.title ?? map.measured, ...(hasOutside ? [`× ${map.notFinite}`] : [])].join("; ");
  return [
    ...wrapLine(heading, options.columns, 2),
    ...heatMapText(map, options),
    ...boundaryLines(map, options),
    "",
  ];
}

/** Where theory has the boundary, under the columns in words: a table has no line over it. */
function boundaryLines(
  { boundary, x, y }: ReturnType<typeof heatMap>,
  { columns, paint }: TextOptions,
): string[] {
  if (boundary === undefined) return [];
  const places = boundary.values.map((value, i) => `${x.values[i] ?? ""}: ${formatNumber(value, 3)}`);
  const line = `${boundary.name}, the ${y.label} up to which it is stable: ${places.join(", ")}`;
  return wrapLine(line, columns, 2).map(paint.dim);
}
