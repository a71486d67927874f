import { RunError } from "../../message/run-error.ts";
import { endOf } from "../../schedule/timetable.ts";
import { type StageVersions, stalenessOf } from "../../schedule/versions.ts";
import type { CaseDefinition } from "./case-schema.ts";
import { type CaseResult, withoutOthers } from "./case-result.ts";
import { usualUpdate } from "./case-schedule.ts";
import { caseTimetable, timetableMetrics } from "./case-timetable.ts";
import { timingOf } from "./case-timing.ts";
import { jsonNumber } from "./course.ts";
import type { PreparedCase } from "./prepared-case.ts";
import { countsOf, stalenessMetrics } from "./staleness.ts";

/**
 * A case without a network: its schedule by itself.
 * @throws RangeError, InputError
 */
export function prepareTimetable(definition: CaseDefinition, seed: number): PreparedCase {
  const { stages = 1, microBatches = 1 } = definition;
  if (typeof stages !== "number") {
    throw new RangeError("stages: expected how many there are, as there is no network; got a list");
  }
  const { updateEvery = usualUpdate(definition, stages) } = definition;
  const timing = timingOf(definition, seed);
  // All that it takes is done at once: there is nothing to wait for.
  const { timetable, versions } = caseTimetable(definition, stages, { microBatches, updateEvery }, timing);
  const staleness = versions.map(({ passages }) => countsOf(stalenessOf(passages)));
  const makespan = endOf(timetable);
  const metrics = withoutOthers({
    makespan: jsonNumber(makespan),
    throughput: jsonNumber(timetable.microBatches / makespan),
    "live-versions": jsonNumber(Math.max(...versions.map(({ liveVersions }) => liveVersions))),
    ...timetableMetrics(timetable),
    ...stalenessMetrics(staleness),
  });
  // eslint-disable-next-line @typescript-eslint/require-await -- other cases take their time
  const run = async (): Promise<CaseResult> => {
    versions.forEach(expectInTime);
    return { outcome: "done", metrics, staleness };
  };
  return { run };
}

/** @throws RunError if the policy wants a weight version that there is not yet: 2BW with too few micro-batches of a commit */
function expectInTime({ tooEarly }: StageVersions, stage: number): void {
  if (tooEarly === undefined) return;
  const { microBatch, forward, latest } = tooEarly;
  throw new RunError(
    `expected weight version ${forward} at ${stage}F${microBatch}; got ${latest}, the newest there`,
  );
}
