import type { ClosedForm } from "../../schedule/closed-forms.ts";
import { gridOf, gridTexts } from "../../schedule/grid.ts";
import { idleByCause } from "../../schedule/idle.ts";
import type { PolicyForm } from "../../schedule/policy-closed-forms.ts";
import type { Spread } from "../../schedule/versions.ts";
import type { Json, JsonObject } from "../io/json-stream.ts";
import type { ScheduleRun } from "./simulate.ts";

/**
 * What `schedule --json` prints. Lists have a number a rank; `liveVersions` and `staleness` one a stage.
 * Staleness is counted as "crossed": commits between what F read and what the gradient is added to, without its own.
 */
export function scheduleDocument(run: ScheduleRun): Json {
  const { schedule, timing, timetable, figures, versions, closedForm } = run;
  const grid = gridOf(timetable);
  return {
    schedule,
    stages: timetable.stages,
    ranks: timetable.ranks.length,
    microBatches: timetable.microBatches,
    timing: { ...timing },
    makespan: figures.makespan,
    bubbleOfTotal: figures.bubbleOfTotal,
    bubbleOfIdeal: figures.bubbleOfIdeal,
    utilisation: figures.utilisation,
    idle: idleByCause(timetable).map((causes) => ({ ...causes })),
    spans: figures.spans,
    peakInFlight: figures.peakInFlight,
    liveVersions: versions.map(({ liveVersions }) => liveVersions),
    staleness: versions.map(({ staleness }) => spread(staleness)),
    stalenessConvention: "crossed",
    gridTimes: grid.times,
    grid: gridTexts(grid),
    closedForm: closedForm === undefined ? null : formDocument(closedForm),
  };
}

function formDocument(form: ClosedForm | PolicyForm): JsonObject {
  const { staleness, ...others } = { staleness: undefined, ...form };
  return { ...others, staleness: staleness?.map(spread) };
}

/** Where nothing has been committed there is no staleness: missing is not 0. */
function spread({ min, mean, max }: Spread): JsonObject | null {
  return Number.isNaN(mean) ? null : { min, mean, max };
}
