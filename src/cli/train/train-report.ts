import type { Evaluation } from "../../coordinator/tally.ts";
import type { EpochProgress } from "../../coordinator/training.ts";
import type { Json, JsonObject } from "../io/json-stream.ts";
import { beginning, type Position } from "../../message/position.ts";
import type { TrainingState } from "../../model/checkpoint/checkpoint.ts";
import { accuracyText } from "../predict/predict-report.ts";
import { type StagedResult, stagedDocument, stagedText } from "../pipeline/staged-report.ts";
import {
  type ErrorTransportResult,
  errorTransportDocument,
  errorTransportText,
} from "./error-transport-result.ts";
import { shortNumber } from "../io/text-table.ts";

/** What a training run has come to. */
export interface TrainResult {
  readonly epochs: readonly EpochProgress[];
  readonly commits: number;
  /** Over all samples, at the weights after the last commit. */
  readonly final: Evaluation;
  readonly weightsSha256: string;
  /** Samples that were left out of their batches, where messages may be lost for good. */
  readonly samplesLost: number | undefined;
  /** Where it was done in stages. */
  readonly staged?: StagedResult | undefined;
  /** Where error signals met something else than the weights, or were to. */
  readonly errorTransport?: ErrorTransportResult | undefined;
}

/** What `train --json` prints. Epochs count from 1. */
export function trainDocument(result: TrainResult): Json {
  const { epochs, commits, final, weightsSha256, samplesLost, staged, errorTransport } = result;
  return {
    epochs: epochs.map(({ epoch, loss, accuracy, validation }) => ({
      epoch: epoch + 1,
      ...evaluationOf({ loss, accuracy }),
      validation: validation && evaluationOf(validation),
    })),
    commits,
    finalLoss: final.loss,
    finalAccuracy: final.accuracy,
    weightsSha256,
    samplesLost,
    schedule: staged && stagedDocument(staged),
    errorTransport: errorTransport && errorTransportDocument(errorTransport),
  };
}

function evaluationOf({ loss, accuracy }: Evaluation): JsonObject {
  return { loss, accuracy };
}

/** The same for people, after the lines of the epochs. `file` is where the network was written to. */
export function trainText(
  { commits, final, weightsSha256, samplesLost, staged, errorTransport }: TrainResult,
  file: string | undefined,
): string {
  const lines = [
    `after ${commitsText(commits)}: ${evaluationText(final)}`,
    `weights sha256 ${weightsSha256}`,
  ];
  if (samplesLost !== undefined) {
    lines.push(`lossy: ${samplesLost} samples were lost on the way and left out of their batches`);
  }
  if (staged !== undefined) lines.push("", stagedText(staged));
  if (errorTransport !== undefined) lines.push("", errorTransportText(errorTransport));
  if (file !== undefined) lines.push(`written to ${file}`);
  return lines.join("\n");
}

export function commitsText(commits: number): string {
  return commits === 1 ? "1 commit" : `${commits} commits`;
}

/** How long a run is: its samples, in batches of so many, so often. */
export interface Length {
  readonly samples: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** Samples that are still to be fed, counted anew in each epoch, from a position on. */
export function samplesLeft({ samples, batchSize, epochs }: Length, position: Position = beginning): number {
  return (epochs - position.epoch) * samples - Math.min(position.batch * batchSize, samples);
}

/** Where checkpoints are written to, how much of the run a crash can cost, and where one goes on that had been stopped. */
export function beginText(
  path: string,
  every: number | undefined,
  resumed: { readonly path: string; readonly state: TrainingState } | undefined,
  { samples, batchSize, epochs }: Length,
): string {
  const batches = Math.ceil(samples / batchSize);
  const most = every ?? batches;
  const lost = `at most ${most === 1 ? "1 batch" : `${most} batches`} can be lost`;
  const often = every === undefined ? "after every epoch" : `every ${commitsText(every)}`;
  const cadence = `checkpoints in ${path} ${often}: ${lost}`;
  if (resumed === undefined) return cadence;
  const { commits, position } = resumed.state;
  const place = `${position.epoch} of ${epochs} epochs and ${position.batch} of ${batches} batches`;
  return `going on from ${resumed.path} after ${commitsText(commits)}: ${place}\n${cadence}`;
}

/** `epoch  3/10  loss 0.1234, accuracy 97.00 %  validation loss 0.2345, accuracy 96.00 %` */
export function epochText({ epoch, validation, ...trained }: EpochProgress, epochs: number): string {
  const number = String(epoch + 1).padStart(String(epochs).length);
  const held = validation ? `  validation ${evaluationText(validation)}` : "";
  return `epoch ${number}/${epochs}  ${evaluationText(trained)}${held}`;
}

/** Whether epoch number `epoch` (from 0) is one of those that a long run tells of: at most 20, evenly spaced. */
export function isTold(epoch: number, epochs: number): boolean {
  const lines = Math.min(20, epochs);
  return Math.floor(((epoch + 1) * lines) / epochs) > Math.floor((epoch * lines) / epochs);
}

function evaluationText({ loss, accuracy }: Evaluation): string {
  return `loss ${shortNumber(loss)}${accuracyText(accuracy)}`;
}
