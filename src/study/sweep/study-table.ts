import { formatNumber } from "../../view/number-text.ts";
import type { Paint } from "../../view/paint.ts";
import { drawTable } from "../../view/terminal/table.ts";
import { widthOf } from "../../view/terminal/text-width.ts";
import { metrics, type MetricName } from "./metrics.ts";
import { headingText, spreadText, valueText } from "./metric-text.ts";
import type { Study } from "./study.ts";
import { type Finished, type Group, groupsOf, spreadOf } from "./summary.ts";

interface Column {
  readonly heading: string;
  readonly cells: readonly string[];
}

export interface TableOptions {
  readonly columns: number;
  readonly paint?: Paint | undefined;
  /** More rows than this are left out. */
  readonly most?: number | undefined;
}

/**
 * Rows of places, columns of metrics: the median over the seeds, and ± half the range. Metrics that have no room beside each
 * other go into further tables below, each with the places again.
 */
export function studyTable(study: Study, finished: readonly Finished[], options: TableOptions): string[] {
  const { columns, paint, most = 60 } = options;
  const all = groupsOf(study, finished);
  const groups = all.slice(0, most);
  const places = study.axes.map(
    ({ name, labels }, i): Column => ({ heading: name, cells: groups.map(({ at }) => labels[at[i] ?? 0] ?? "") }),
  ); // prettier-ignore
  const measured = study.metrics.map((metric) => metricColumn(metric, groups));
  const lines = parted(places, measured, columns).flatMap((part, i) => [
    ...(i === 0 ? [] : [""]),
    ...drawColumns([...places, ...part], groups.length, { columns, paint }),
  ]);
  const rest = all.length - groups.length;
  return rest > 0 ? [...lines, `… and ${rest} more rows; results.csv has all`] : lines;
}

function metricColumn(metric: MetricName, groups: readonly Group[]): Column {
  const spreads = groups.map(({ runs }) => spreadOf(runs, metric));
  const values = alignPoints(
    spreads.map((spread) => (spread === undefined ? "–" : valueText(metric, spread.middle))),
  );
  const behind = spreads.map((spread) => (spread === undefined ? "" : spreadText(metric, spread)));
  const isSpread = behind.some((each) => each !== "" && each !== "±0");
  const cells = values.map((value, i) => (isSpread ? `${value} ${behind[i] ?? ""}`.trimEnd() : value));
  return { heading: headingText(metric), cells };
}

/** Numbers with their points under each other. */
function alignPoints(texts: readonly string[]): string[] {
  const parts = texts.map((text) => {
    const end = /^-?\d+/.exec(text)?.[0].length ?? text.length;
    return { whole: text.slice(0, end), rest: text.slice(end) };
  });
  const before = Math.max(0, ...parts.map(({ whole }) => widthOf(whole)));
  const after = Math.max(0, ...parts.map(({ rest }) => widthOf(rest)));
  return parts.map(
    ({ whole, rest }) =>
      " ".repeat(before - widthOf(whole)) + whole + rest + " ".repeat(after - widthOf(rest)),
  );
}

/** As many metrics side by side as there is room for beside the places. */
function parted(
  places: readonly Column[],
  measured: readonly Column[],
  columns: number,
): (readonly Column[])[] {
  const fixed = places.reduce((sum, column) => sum + columnWidth(column) + 2, 0);
  const parts: Column[][] = [];
  let room = 0;
  for (const column of measured) {
    const needed = columnWidth(column) + 2;
    if (parts.length === 0 || needed > room) {
      parts.push([]);
      room = columns + 2 - fixed;
    }
    parts.at(-1)?.push(column);
    room -= needed;
  }
  return parts;
}

/** A long heading may be broken at its blanks. */
function columnWidth({ heading, cells }: Column): number {
  const least = Math.min(widthOf(heading), wholeHeading);
  return Math.max(least, ...heading.split(" ").map(widthOf), ...cells.map(widthOf));
}

const wholeHeading = 10;

/** Cells that are aligned already must not be moved: a blank that cannot be broken holds them together. */
function drawColumns(
  columns: readonly Column[],
  rows: number,
  options: { readonly columns: number; readonly paint?: Paint | undefined },
): string[] {
  const kept = (text: string): string => text.replaceAll(" ", hardBlank);
  const cells = Array.from({ length: rows }, (_, row) =>
    columns.map((column) => kept(column.cells[row] ?? "")),
  );
  const headings = columns.map((column) => headingIn(column));
  return drawTable(headings, cells, options).map((line) => line.replaceAll(hardBlank, " ").trimEnd());
}

const hardBlank = "\u00a0";

/** A heading broken where its column is narrower, so that the column stays as wide as its numbers. */
function headingIn(column: Column): string {
  const width = columnWidth(column);
  const lines: string[] = [];
  for (const word of column.heading.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}

/** What stands under a table: what ± means, and what the metrics are. */
export function tableNotes({ metrics: names, seeds }: Study): string[] {
  const spread =
    seeds.length > 1
      ? [
          `Median of ${formatNumber(seeds.length)} seeds ± half of what lies between the least and the greatest.`,
        ]
      : [];
  return [...spread, ...names.map((name) => `${metrics[name].heading}: ${metrics[name].about}`)];
}
