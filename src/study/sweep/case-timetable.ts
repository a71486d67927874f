import { figuresOf } from "../../schedule/figures.ts";
import { makePlan } from "../../schedule/plans.ts";
import type { VersionRules } from "../../schedule/policy.ts";
import { runPlan } from "../../schedule/run-plan.ts";
import { runPolicy } from "../../schedule/run-policy.ts";
import { stageEvents } from "../../schedule/stage-events.ts";
import type { Timetable } from "../../schedule/timetable.ts";
import type { Timing } from "../../schedule/timing.ts";
import { type StageVersions, versionsOf } from "../../schedule/versions.ts";
import { type CommitSize, isPlan, planOrPolicyOf } from "./case-schedule.ts";
import type { CaseDefinition } from "./case-schema.ts";
import { jsonNumber } from "./course.ts";
import type { MetricName } from "./metrics.ts";

/** Who does what when, and which weight versions are read: of a schedule by itself. */
export interface CaseTimetable {
  readonly timetable: Timetable;
  /** After how many micro-batches a stage commits. */
  readonly gradientsPerCommit: number;
  readonly versions: readonly StageVersions[];
}

/**
 * The timetable of a case's schedule for so many micro-batches; nothing is computed.
 * @throws RangeError, InputError for a schedule that there is not for this size
 */
export function caseTimetable(
  definition: CaseDefinition,
  stages: number,
  size: CommitSize,
  timing: Timing,
): CaseTimetable {
  const { microBatches } = size;
  const schedule = planOrPolicyOf(definition, stages, size);
  if (isPlan(schedule)) {
    const gradientsPerCommit = schedule.microBatches;
    const rules = { forwardVersion: "latest", transportVersion: "forward", gradientsPerCommit } as const;
    return described(runPlan(schedule, timing), rules);
  }
  // A run of a policy has as many actions as a plan of the same size; this one makes sure that they are not too many.
  makePlan("gpipe", { ranks: stages, microBatches });
  return described(runPolicy(schedule, { stages, microBatches }, timing), schedule);
}

function described(timetable: Timetable, rules: VersionRules): CaseTimetable {
  const { gradientsPerCommit } = rules;
  return {
    timetable,
    gradientsPerCommit,
    versions: versionsOf(stageEvents(timetable, gradientsPerCommit), rules),
  };
}

/** What a timetable says of time and memory. */
export function timetableMetrics(timetable: Timetable): Partial<Record<MetricName, number | null>> {
  const { utilisation, bubbleOfTotal, peakInFlight } = figuresOf(timetable);
  const mean = utilisation.reduce((sum, share) => sum + share / utilisation.length, 0);
  return {
    utilisation: jsonNumber(mean),
    bubble: jsonNumber(bubbleOfTotal),
    "peak-in-flight": jsonNumber(Math.max(...peakInFlight)),
  };
}
