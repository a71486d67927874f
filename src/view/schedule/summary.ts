import { type IdleCause, idleByCause, idleCauses } from "../../schedule/idle.ts";
import type { Timetable } from "../../schedule/timetable.ts";
import { type Figures } from "../../schedule/figures.ts";
import type { Chart } from "./chart.ts";
import type { ScheduleWords } from "./schedule-words.ts";

// What all forms of the picture say in words.

export function headingOf({ name, timetable, figures }: Chart, words: ScheduleWords): string {
  const { ranks, stages, microBatches } = timetable;
  return words.heading(name, words.size(ranks.length, stages, microBatches), ticksText(figures.makespan));
}

/** A table with a row a rank: how busy it is, its idle ticks by cause, as far as there are any, and what it keeps. */
export function rankTable(
  { timetable, figures }: { readonly timetable: Timetable; readonly figures: Figures },
  words: ScheduleWords,
): { readonly headings: string[]; readonly rows: string[][] } {
  const { causes, idle } = causesIn(timetable);
  return {
    headings: [
      words.rank,
      words.utilisation,
      ...causes.map((cause) => words.causes[cause][0]),
      words.inFlight,
    ],
    rows: timetable.ranks.map((_, rank) => [
      String(rank),
      percent(figures.utilisation[rank] ?? 0),
      ...causes.map((cause) => ticksText(idle[rank]?.[cause] ?? 0)),
      String(figures.peakInFlight[rank] ?? 0),
    ]),
  };
}

/** Why ranks are idle in a timetable, and how long each of them is. */
export function causesIn(timetable: Timetable): {
  readonly causes: readonly IdleCause[];
  readonly idle: readonly Readonly<Record<IdleCause, number>>[];
} {
  const idle = idleByCause(timetable);
  return { causes: idleCauses.filter((cause) => idle.some((sums) => sums[cause] > 0)), idle };
}

/** What the causes mean, of those that there are; empty where nobody is idle. */
export function causesText({ timetable }: Chart, words: ScheduleWords): string {
  const { causes } = causesIn(timetable);
  return causes.length === 0 ? "" : words.meanings(causes.map((cause) => words.causes[cause]));
}

export function bubbleText({ figures, timetable }: Chart, words: ScheduleWords): string {
  const { makespan, busy, bubbleOfTotal, bubbleOfIdeal } = figures;
  const total = timetable.ranks.length * makespan;
  const idle = total - busy.reduce((sum, each) => sum + each, 0);
  return words.bubble(percent(bubbleOfTotal), percent(bubbleOfIdeal), ticksText(idle), ticksText(total));
}

/** A time, without what rounding has left behind. */
export function ticksText(time: number): string {
  return String(Number(time.toPrecision(6)));
}

export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
