import { expectWritable, writeFile } from "../../files/write-file.ts";
import { shown } from "../../math/suggestion.ts";
import { type ScheduleViewOptions, scheduleView } from "../../view/schedule/schedule-view.ts";
import type { Timetable } from "../../schedule/timetable.ts";
import type { ScheduleRun } from "./simulate.ts";

type Draw = (timetable: Timetable, options: ScheduleViewOptions) => Iterable<string>;

/** The files that a schedule can be written to, by how their names end. */
const drawers: ReadonlyMap<string, Draw> = new Map<string, Draw>([
  [".svg", (timetable, options) => [scheduleView.svg(timetable, options), "\n"]],
  [".json", scheduleView.perfetto],
]);

/**
 * Makes sure that a file can be written, and returns what then writes a schedule to it.
 * @throws RangeError `--out: expected …; got …` if nothing ends like this; InputError if it cannot be written
 */
export function scheduleWriter(path: string): (run: ScheduleRun) => void {
  const draw = [...drawers].find(([ending]) => path.toLowerCase().endsWith(ending))?.[1];
  if (draw === undefined) {
    const endings = [...drawers.keys()].join(" or ");
    throw new RangeError(`--out: expected a name that ends in ${endings}; got ${shown(path)}`);
  }
  expectWritable(path);
  return ({ schedule, timetable, gradientsPerCommit }) => {
    writeFile(path, draw(timetable, { name: schedule, gradientsPerCommit }));
  };
}
