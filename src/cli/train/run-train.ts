import type { EpochProgress } from "../../coordinator/training.ts";
import { expectWritable, writeFile } from "../../files/write-file.ts";
import { writeNetwork } from "../../model/write-network.ts";
import { Network } from "../../network/network.ts";
import { systemClock } from "../io/clock.ts";
import type { CommandIo } from "../io/command-io.ts";
import { type TrainRun, followTraining } from "./follow-training.ts";
import { jsonChunks, writeChunks, writeFailure } from "../io/json-stream.ts";
import { createProgressBar, noProgressBar } from "./progress-bar.ts";
import { readInput, readValidation } from "../io/read-input.ts";
import { recording } from "../io/recording.ts";
import { untilStopped } from "../io/stop-signals.ts";
import { StoppedBySignal } from "../io/stopped.ts";
import { type TrainCommandOptions, trainOptions } from "./train-options.ts";
import { commitsText, epochText, isTold, trainDocument, trainText } from "./train-report.ts";

/** What the command `train` does. Nothing is written to `--out` before all is done. */
export async function runTrain(
  networkPath: string,
  samplesText: string,
  options: TrainCommandOptions,
  io: CommandIo,
): Promise<void> {
  const { model, samples } = readInput(networkPath, samplesText, options);
  const validation = readValidation(model, samples, samplesText, options);
  if (options.out !== undefined) expectWritable(options.out);
  const network = new Network(model, options);
  const learning = { ...trainOptions(options, samples.count), validation };
  try {
    const result = await untilStopped(async (stop) => {
      const run = { network, samples, options: learning, ...listeners(options, samples.count, io, stop) };
      const done = await recording(network, options, () => followTraining(run, stop.signal));
      if (options.out !== undefined) {
        writeFile(options.out, jsonChunks(writeNetwork(model, network.parameters)));
      }
      return done;
    });
    const text = options.json ? jsonChunks(trainDocument(result)) : [trainText(result, options.out)];
    await writeChunks(io.stdout, text);
    await writeChunks(io.stdout, ["\n"]);
  } catch (error) {
    if (error instanceof StoppedBySignal) {
      io.stderr.write(`${error.message} after ${commitsText(network.commits)}; nothing was written\n`);
    }
    throw error;
  }
}

/** Those who hear of the run: the progress bar, and a line on stdout for some of the epochs. */
function listeners(
  { epochs, json, quiet, out }: TrainCommandOptions,
  samples: number,
  { stdout, stderr, environment }: CommandIo,
  stop: AbortController,
): Pick<TrainRun, "bar" | "tell"> {
  const bar = quiet
    ? noProgressBar
    : createProgressBar(stderr, environment, epochs * samples, systemClock.now);
  const tell = (progress: EpochProgress): void => {
    if (json || quiet || !isTold(progress.epoch, epochs)) return;
    bar.erase();
    stdout.write(`${epochText(progress, epochs)}\n`, (error) => {
      // A reader who leaves has seen enough; a file that is to be written is still wanted.
      if (error && out === undefined) stop.abort(writeFailure(error));
    });
  };
  return { bar, tell };
}
