import type { EpochProgress } from "../../coordinator/training.ts";
import type { Samples } from "../../data/samples.ts";
import { expectWritable, writeFile } from "../../files/write-file.ts";
import { writeNetwork } from "../../model/write-network.ts";
import { Network } from "../../network/network.ts";
import type { TrainOptions } from "../../network/train-options.ts";
import { systemClock } from "../io/clock.ts";
import type { CommandIo } from "../io/command-io.ts";
import { type TrainRun, followTraining } from "./follow-training.ts";
import { jsonChunks, writeChunks, writeFailure } from "../io/json-stream.ts";
import { type Checkpoints, openCheckpoints } from "./open-checkpoints.ts";
import { createProgressBar, noProgressBar } from "./progress-bar.ts";
import { readInput, readValidation } from "../io/read-input.ts";
import { transportOf } from "../io/world-options.ts";
import { recording } from "../io/recording.ts";
import { resumeCommand } from "./resume-command.ts";
import { untilStopped } from "../io/stop-signals.ts";
import { NobodyReads, StoppedBySignal } from "../io/stopped.ts";
import { type TrainCommandOptions, trainOptions } from "./train-options.ts";
import {
  beginText,
  commitsText,
  epochText,
  isTold,
  type Length,
  samplesLeft,
  trainDocument,
  type TrainResult,
  trainText,
} from "./train-report.ts";

/** How the program was called. */
export interface Call {
  /** What followed its name. */
  readonly argv: readonly string[];
  /** Its name and version. */
  readonly program: string;
}

/** What the command `train` does. Nothing is written to `--out` before all is done. */
export async function runTrain(
  networkPath: string,
  samplesText: string,
  options: TrainCommandOptions,
  io: CommandIo,
  call: Call,
): Promise<void> {
  const transport = transportOf(options);
  const { model, samples } = readInput(networkPath, samplesText, options);
  const validation = readValidation(model, samples, samplesText, options);
  if (options.out !== undefined) expectWritable(options.out);
  const network = new Network(model, { ...options, transport });
  const learning = { ...trainOptions(options, samples.count), validation };
  const result = await untilStopped((stop) =>
    keptTraining({ network, samples, learning, options, io, call }, stop),
  );
  const text = options.json ? jsonChunks(trainDocument(result)) : [trainText(result, options.out)];
  await writeChunks(io.stdout, text);
  await writeChunks(io.stdout, ["\n"]);
}

/** What a run is about, and who has called for it. */
interface Task {
  readonly network: Network;
  readonly samples: Samples;
  readonly learning: TrainOptions;
  readonly options: TrainCommandOptions;
  readonly io: CommandIo;
  readonly call: Call;
}

/** Trains, keeps what is to be kept, and says what is left of a run that ends before its time. */
async function keptTraining(task: Task, stop: AbortController): Promise<TrainResult> {
  const { network, samples, learning, options, io, call } = task;
  const writer = { program: call.program, engine: `V8 ${process.versions.v8}` };
  const checkpoints = openCheckpoints(options, { network, samples, options: learning, writer });
  try {
    const length = { samples: samples.count, batchSize: options.batchSize, epochs: options.epochs };
    introduce(checkpoints, length, options, io);
    const resume = checkpoints?.resumed?.state;
    const { keeper, past = [] } = checkpoints ?? {};
    const listening = listeners(options, samplesLeft(length, resume?.position), io, stop);
    const run = { network, samples, options: { ...learning, resume }, keeper, past, ...listening };
    const result = await recording(network, options, () => followTraining(run, stop.signal));
    if (options.out !== undefined) {
      writeFile(options.out, jsonChunks(writeNetwork(network.model, network.parameters)));
    }
    return result;
  } catch (error) {
    io.stderr.write(endText(error, network.commits, checkpoints, call));
    throw error;
  } finally {
    checkpoints?.close();
  }
}

/** Says where a run goes on, and how much of it can be lost. */
function introduce(
  checkpoints: Checkpoints | undefined,
  length: Length,
  { json, quiet, every }: TrainCommandOptions,
  { stderr }: CommandIo,
): void {
  if (checkpoints === undefined) return;
  const { keeper, resumed, warnings } = checkpoints;
  for (const warning of warnings) stderr.write(`${warning}\n`);
  if (!json && !quiet) stderr.write(`${beginText(keeper.path, every, resumed, length)}\n`);
}

/** What is left of a run that ends before its time. */
function endText(
  error: unknown,
  commits: number,
  checkpoints: Checkpoints | undefined,
  { argv }: Call,
): string {
  const stopped = error instanceof StoppedBySignal ? `${error.message} after ${commitsText(commits)}; ` : "";
  if (checkpoints === undefined) return stopped && `${stopped}nothing was written\n`;
  if (error instanceof NobodyReads) return "";
  const { path, saved } = checkpoints.keeper;
  const last = `${saved.name} in ${path} has ${commitsText(saved.state.commits)}`;
  return stopped ? `${stopped}${last}; to go on:\n${resumeCommand(argv, path)}\n` : `${last}\n`;
}

/** Those who hear of the run: the progress bar, and a line on stdout for some of the epochs. */
function listeners(
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
