import type { EpochProgress } from "../../coordinator/training.ts";
import { systemClock } from "../io/clock.ts";
import type { CommandIo } from "../io/command-io.ts";
import { writeFailure } from "../io/json-stream.ts";
import type { TrainRun } from "./follow-training.ts";
import { createProgressBar, noProgressBar } from "./progress-bar.ts";
import type { TrainCommandOptions } from "./train-options.ts";
import { epochText, isTold } from "./train-report.ts";

/** Those who hear of the run: the progress bar, and a line on stdout for some of the epochs. */
export function listeners(
  { epochs, json, quiet, out, checkpoint, resume }: TrainCommandOptions,
  samples: number,
  { stdout, stderr, environment }: CommandIo,
  stop: AbortController,
): Pick<TrainRun, "bar" | "tell"> {
  const bar = quiet ? noProgressBar : createProgressBar(stderr, environment, samples, systemClock.now);
  const isKept = (out ?? checkpoint ?? resume) !== undefined;
  const tell = (progress: EpochProgress): void => {
    if (json || quiet || !isTold(progress.epoch, epochs)) return;
    bar.erase();
    stdout.write(`${epochText(progress, epochs)}\n`, (error) => {
      // A reader who leaves has seen enough; files that are to be written are still wanted.
      if (error && !isKept) stop.abort(writeFailure(error));
    });
  };
  return { bar, tell };
}
