import type { Action } from "../../schedule/action.ts";
import { needsOf } from "../../schedule/phases.ts";
import type { Effect } from "../../schedule/execute.ts";
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
  /** Who has done it: its processor. */
  readonly rank: number;
  readonly start: number;
  /** Whether it needed a message of another stage, and when that was sent and there. */
  readonly isFromOther: boolean;
  readonly sent: number;
  readonly arrived: number;
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
      yield stepOf(step.value, stages, step.value.action.microBatch, 0);
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
      yield stepOf(step.value, stages, batch * perBatch + step.value.action.microBatch, start);
    }
    start += endOf(timetable);
  }
  return timetable;
}

/** `since`: when its batch began, from which a plan's times count. */
function stepOf(
  { action, time, rank, slot }: Effect,
  stages: number,
  microBatch: number,
  since: number,
): RunStep {
  return {
    action,
    microBatch,
    time: since + time,
    rank,
    start: since + slot.start,
    isFromOther: needsOf(action, stages).some(({ stage }) => stage !== action.stage),
    sent: since + slot.sent,
    arrived: since + slot.arrived,
  };
}
