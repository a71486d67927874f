import { gridOf } from "../../schedule/grid.ts";
import { gridText } from "../../schedule/grid-text.ts";
import { scheduleWords } from "../../view/schedule/schedule-words.ts";
import { percent, rankTable, ticksText } from "../../view/schedule/summary.ts";
import { drawTable } from "../../view/terminal/table.ts";
import { wrapLine } from "../../view/terminal/wrap.ts";
import { shownName } from "../io/text-table.ts";
import type { ScheduleRun } from "./simulate.ts";

/** A grid of more lines nobody reads; --json has all of it. */
const mostLines = 400;

/** A schedule for people: its grid, what each rank does, and what it comes to. */
export function scheduleText(run: ScheduleRun, columns: number): string[] {
  const { schedule, timetable } = run;
  const { ranks, stages, microBatches } = timetable;
  const size = scheduleWords.en.size(ranks.length, stages, microBatches);
  const grid = gridText(gridOf(timetable), { columns });
  const rest = grid.length - mostLines;
  return [
    `${shownName(schedule)}: ${size}`,
    ...wrapLine("F forward · B backward (I error signals, W weight gradients) · blank: bubble", columns),
    "",
    ...(rest > 0 ? [...grid.slice(0, mostLines), `… and ${rest} more lines; --json has all`] : grid),
    "",
    ...tableOfRanks(run, columns),
    ...versionTable(run, columns),
    "",
    ...summary(run).flatMap((line) => wrapLine(line, columns)),
  ];
}

function tableOfRanks(run: ScheduleRun, columns: number): string[] {
  const { headings, rows } = rankTable(run, scheduleWords.en);
  return drawTable(headings, rows, { columns });
}

/** Weight versions, where a stage meets more than one. */
function versionTable({ versions, timetable }: ScheduleRun, columns: number): string[] {
  if (timetable.order === "plan") return [];
  const headings = ["stage", "commits", "live versions", "staleness: least", "mean", "most"];
  const rows = versions.map(({ commits, liveVersions, staleness: { min, mean, max } }, stage) => [
    String(stage),
    String(commits),
    String(liveVersions),
    ...(Number.isNaN(mean) ? ["–", "–", "–"] : [String(min), mean.toFixed(3), String(max)]),
  ]);
  const convention =
    "staleness: commits between the weights that F read and those that the gradient is added to, without its own";
  return ["", ...drawTable(headings, rows, { columns }), ...wrapLine(convention, columns)];
}

function summary({ figures, closedForm }: ScheduleRun): string[] {
  const { makespan, bubbleOfTotal, bubbleOfIdeal } = figures;
  const lines = [
    `makespan ${ticksText(makespan)} ticks; bubble ${percent(bubbleOfTotal)} of total, ${percent(bubbleOfIdeal)} of ideal`,
  ];
  if (closedForm === undefined) return lines;
  const {
    makespan: formula,
    longestSpan,
    steadyPeriod,
    source,
  } = {
    makespan: undefined,
    longestSpan: undefined,
    steadyPeriod: undefined,
    ...closedForm,
  };
  const parts = [
    ...(formula === undefined ? [] : [`makespan ${ticksText(formula)}`]),
    ...(longestSpan === undefined ? [] : [`longest rank by itself ${ticksText(longestSpan)}`]),
    ...(steadyPeriod === undefined ? [] : [`${ticksText(steadyPeriod)} a micro-batch in the middle`]),
  ];
  return [...lines, `closed form${parts.length === 0 ? "" : `: ${parts.join(", ")}`} (${source})`];
}
