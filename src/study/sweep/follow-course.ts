import { lastValueFrom, type Observable, tap } from "rxjs";
import type { Samples } from "../../data/samples.ts";
import { RunError } from "../../message/run-error.ts";
import type { Model } from "../../model/model.ts";
import type { Numbers, Precision } from "../../math/precision.ts";
import { Network } from "../../network/network.ts";
import type { CaseDefinition } from "./case-schema.ts";
import { type Course, isMoment, jsonNumber } from "./course.ts";

/** A run that can be followed: of a network or of a pipeline. */
export interface Learner {
  readonly model: Model;
  readonly parameters: Numbers;
  readonly train: () => Observable<Said>;
  /** Ticks so far, of the training alone. */
  readonly time: () => number;
  /** Degrees between its error signals and those of backpropagation; undefined where they are not compared. */
  readonly angle: () => number | undefined;
}

/** What a learner says at the end of an epoch; of anything else, only its kind. */
export type Said =
  | { readonly kind: "batch" }
  | { readonly kind: "epoch"; readonly epoch: number; readonly loss: number; readonly commits: number };

/** How a run ended, and what could be seen of it till then. */
export interface Followed {
  readonly course: Course;
  /** Mean training loss of every epoch. */
  readonly losses: readonly number[];
  readonly error: RunError | undefined;
}

type Columns = { readonly [Column in keyof Course]: (number | null)[] };

/**
 * Runs a learner to its end and looks at it before its first commit and at up to 200 moments. What it is judged on goes through a
 * network of its own with the same weights, so that looking takes no virtual time and changes nothing.
 */
export async function followCourse(
  learner: Learner,
  held: Samples,
  { epochs = 1, precision }: CaseDefinition,
): Promise<Followed> {
  const judge = judgeOf(learner.model, held, precision);
  const columns: Columns = { epochs: [], commits: [], time: [], loss: [], accuracy: [], "training-loss": [], angle: [] }; // prettier-ignore
  const look = (epoch: number, commits: number, trainingLoss: number | undefined): void => {
    const { loss, accuracy } = judge(learner.parameters);
    columns.epochs.push(epoch);
    columns.commits.push(commits);
    columns.time.push(jsonNumber(learner.time()));
    columns.loss.push(jsonNumber(loss));
    columns.accuracy.push(jsonNumber(accuracy));
    columns["training-loss"].push(jsonNumber(trainingLoss));
    columns.angle.push(jsonNumber(learner.angle()));
  };
  const losses: number[] = [];
  let error: RunError | undefined;
  try {
    look(0, 0, undefined);
    await toItsEnd(learner.train(), (said) => {
      if (said.kind !== "epoch") return;
      losses.push(said.loss);
      if (isMoment(said.epoch, epochs)) look(said.epoch + 1, said.commits, said.loss);
    });
  } catch (failure) {
    if (!(failure instanceof RunError)) throw failure;
    error = failure;
  }
  return { course: columns as Course, losses, error };
}

/** Loss and accuracy at any weights, by one network that is kept for it. */
function judgeOf(model: Model, held: Samples, precision: Precision | undefined) {
  const network = new Network(model, { precision });
  return (parameters: Numbers) => {
    network.parameters.set(parameters);
    return network.evaluate(held, { batchSize: Math.min(held.count, 256) });
  };
}

/** What `next` throws ends the run. */
async function toItsEnd(progress$: Observable<Said>, next: (said: Said) => void): Promise<void> {
  await lastValueFrom(progress$.pipe(tap(next)), { defaultValue: undefined });
}
