import type { Action } from "../../schedule/action.ts";
import { planSteps } from "../../schedule/run-plan.ts";
import { policySteps } from "../../schedule/run-policy.ts";
import { endOf, type Timetable } from "../../schedule/timetable.ts";
import type { Timing } from "../../schedule/timing.ts";
import type { Course } from "./course.ts";
import type { RunBatches } from "./run-batches.ts";

/** An action that takes effect. */
export interface RunStep {
  readonly action: Action;
  /** Its micro-batch, numbered through the run. */
  readonly microBatch: number;
  /** Since the beginning of the run, in ticks. */
  readonly time: number;
}

/** All that is done in a run, in the order in which it takes effect. Returns the timetable; of a plan, of the last batch. */
export function* runSteps(
  course: Course,
  batches: RunBatches,
  stages: number,
  timing: Timing,
): Generator<RunStep, Timetable, undefined> {
  const perBatch = course.rules.gradientsPerCommit;
  if (course.kind === "policy") {
    const steps = policySteps(course.policy, { stages, microBatches: batches.count * perBatch }, timing);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      const { action, time } = step.value;
      yield { action, microBatch: action.microBatch, time };
    }
  }
  let timetable: Timetable = { stages, microBatches: 0, order: "plan", ranks: [] };
  let start = 0;
  for (let batch = 0; batch < batches.count; batch++) {
    const steps = planSteps(course.planOf(batches.microBatchesOf(batch)), timing);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) {
        timetable = step.value;
        break;
      }
      const { action, time } = step.value;
      yield { action, microBatch: batch * perBatch + action.microBatch, time: start + time };
    }
    start += endOf(timetable);
  }
  return timetable;
}
