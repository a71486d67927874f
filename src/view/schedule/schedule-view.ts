import type { Timetable } from "../../schedule/timetable.ts";
import type { ViewOptions } from "../view.ts";
import { chartOf, type ScheduleNaming } from "./chart.ts";
import { schedulePerfetto } from "./schedule-perfetto.ts";
import { scheduleSvg } from "./schedule-svg.ts";
import { scheduleText } from "./schedule-text.ts";

/** What a picture of a timetable can be asked for. */
export type ScheduleViewOptions = ScheduleNaming &
  Pick<ViewOptions, "language" | "columns" | "paint" | "theme">;

/** Which rank does what when, and why it waits: pure functions of a timetable, as views of a trace are. */
export const scheduleView = {
  /** Lines for a terminal, none wider than `columns`. */
  text: (timetable: Timetable, options: ScheduleViewOptions): string[] =>
    scheduleText(chartOf(timetable, options), options),
  /** One picture that stands by itself. */
  svg: (timetable: Timetable, options: ScheduleViewOptions): string =>
    scheduleSvg(chartOf(timetable, options), options),
  /** A timeline for Perfetto or chrome://tracing, in pieces. */
  perfetto: (timetable: Timetable, options: ScheduleViewOptions): Iterable<string> =>
    schedulePerfetto(chartOf(timetable, options), options),
};
