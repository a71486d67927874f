import type { EpochProgress, Evaluation } from "../../coordinator/training.ts";
import type { Json, JsonObject } from "../io/json-stream.ts";
import { accuracyText } from "../predict/predict-report.ts";
import { shortNumber } from "../io/text-table.ts";

/** What a training run has come to. */
export interface TrainResult {
  readonly epochs: readonly EpochProgress[];
  readonly commits: number;
  /** Over all samples, at the weights after the last commit. */
  readonly final: Evaluation;
  readonly weightsSha256: string;
}

/** What `train --json` prints. Epochs count from 1. */
export function trainDocument({ epochs, commits, final, weightsSha256 }: TrainResult): Json {
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
  };
}

function evaluationOf({ loss, accuracy }: Evaluation): JsonObject {
  return { loss, accuracy };
}

/** The same for people, after the lines of the epochs. `file` is where the network was written to. */
export function trainText({ commits, final, weightsSha256 }: TrainResult, file: string | undefined): string {
  const lines = [
    `after ${commitsText(commits)}: ${evaluationText(final)}`,
    `weights sha256 ${weightsSha256}`,
  ];
  if (file !== undefined) lines.push(`written to ${file}`);
  return lines.join("\n");
}

export function commitsText(commits: number): string {
  return commits === 1 ? "1 commit" : `${commits} commits`;
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
