import type { Samples } from "../../data/samples.ts";
import type { RunError } from "../../message/run-error.ts";
import type { CaseDefinition } from "./case-schema.ts";
import { type CaseResult, withoutOthers } from "./case-result.ts";
import { type Course, jsonNumber } from "./course.ts";
import { followCourse, type Learner } from "./follow-course.ts";
import type { MetricName } from "./metrics.ts";
import { stalenessMetrics } from "./staleness.ts";

/** What there is to be told at the end beside the course. */
export interface Findings {
  readonly metrics: Partial<Readonly<Record<MetricName, number | null>>>;
  readonly staleness?: CaseResult["staleness"];
}

/**
 * Trains to the end, or until a number is not finite any more.
 * @param held what loss and accuracy are measured on
 */
export async function runTraining(
  definition: CaseDefinition,
  learner: Learner,
  { samples, held }: { readonly samples: Samples; readonly held: Samples },
  findings: () => Findings,
): Promise<CaseResult> {
  const { course, losses, error } = await followCourse(learner, held, definition);
  const ticks = course.time.at(-1) ?? 0;
  const { metrics, staleness } = findings();
  const isDiverged = error === undefined ? swingsUp(losses) : isNotFinite(error);
  return {
    outcome: error === undefined ? "done" : isDiverged ? "diverged" : "failed",
    ...(error !== undefined && { message: error.message }),
    metrics: withoutOthers({
      ...(error === undefined && finalMetrics(course)),
      ...targetMetrics(course, definition.target),
      makespan: jsonNumber(error === undefined ? ticks : NaN),
      throughput: jsonNumber((samples.count * losses.length) / ticks),
      ...(staleness !== undefined && stalenessMetrics(staleness)),
      ...metrics,
      diverged: error === undefined || isDiverged ? Number(isDiverged) : null,
    }),
    course,
    ...(staleness !== undefined && { staleness }),
  };
}

function finalMetrics(course: Course): Partial<Record<MetricName, number | null>> {
  const accuracy = course.accuracy.at(-1) ?? null;
  return {
    loss: course.loss.at(-1) ?? null,
    accuracy,
    error: accuracy === null ? null : 1 - accuracy,
    "training-loss": course["training-loss"].at(-1) ?? null,
    angle: course.angle.at(-1) ?? null,
  };
}

/** The first of the moments at which the target is met; looked for after the first commit. */
function targetMetrics(
  course: Course,
  target: CaseDefinition["target"],
): Partial<Record<MetricName, number | null>> {
  if (target === undefined) return {};
  const values = "loss" in target ? course.loss : course.accuracy;
  const first = values.findIndex((value, i) => {
    if (value === null || i === 0) return false;
    return "loss" in target ? value <= target.loss : value >= target.accuracy;
  });
  return {
    "epochs-to-target": course.epochs[first] ?? null,
    "time-to-target": course.time[first] ?? null,
  };
}

/** Whether the greatest loss of the last tenth of the epochs is more than twice that of the first tenth. */
function swingsUp(losses: readonly number[]): boolean {
  const tenth = Math.max(1, Math.floor(losses.length / 10));
  if (losses.length < 2) return false;
  const greatest = (list: readonly number[]): number => list.reduce((most, loss) => Math.max(most, loss), 0);
  return greatest(losses.slice(-tenth)) > 2 * greatest(losses.slice(0, tenth));
}

/** Runs end with an error that names the first number which is not finite. */
function isNotFinite({ message }: RunError): boolean {
  return message.includes("expected a finite");
}
