import type { Samples } from "../../data/samples.ts";
import { expectWritable, writeFile } from "../../files/write-file.ts";
import type { Model } from "../../model/model.ts";
import { writeNetwork } from "../../model/write-network.ts";
import { Network } from "../../network/network.ts";
import type { CommandIo } from "../io/command-io.ts";
import { alignmentOf, errorTransportOf } from "./error-transport-result.ts";
import { followTraining } from "./follow-training.ts";
import { jsonChunks, writeChunks } from "../io/json-stream.ts";
import { listeners } from "./listeners.ts";
import { type Checkpoints, openCheckpoints } from "./open-checkpoints.ts";
import { asOptions } from "../pipeline/as-options.ts";
import { stagedOptions } from "../pipeline/staged-options.ts";
import { readInput, readValidation } from "../io/read-input.ts";
import { transportOf } from "../io/world-options.ts";
import { recording } from "../io/recording.ts";
import { resumeCommand } from "./resume-command.ts";
import { untilStopped } from "../io/stop-signals.ts";
import { NobodyReads, StoppedBySignal } from "../io/stopped.ts";
import { stagedTraining } from "./staged-training.ts";
import { type TrainCommandOptions, trainOptions } from "./train-options.ts";
import {
  beginText,
  commitsText,
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
  // A run in stages has a time of its own.
  if (options.schedule === undefined) transportOf(options);
  const { model, samples } = readInput(networkPath, samplesText, options);
  const validation = readValidation(model, samples, samplesText, options);
  if (options.out !== undefined) expectWritable(options.out);
  const task = { model, samples, validation, options, io, call };
  const result = await untilStopped((stop) =>
    options.schedule === undefined
      ? keptTraining(task, stop)
      : scheduledTraining(task, options.schedule, stop),
  );
  const text = options.json ? jsonChunks(trainDocument(result)) : [trainText(result, options.out)];
  await writeChunks(io.stdout, text);
  await writeChunks(io.stdout, ["\n"]);
}

/** What a run is about, and who has called for it. */
interface Task {
  readonly model: Model;
  readonly samples: Samples;
  readonly validation: Samples | undefined;
  readonly options: TrainCommandOptions;
  readonly io: CommandIo;
  readonly call: Call;
}

/** Trains in stages. */
async function scheduledTraining(
  { model, samples, validation, options, io, call }: Task,
  schedule: string,
  stop: AbortController,
): Promise<TrainResult> {
  const batchSize = Math.min(options.batchSize, samples.count);
  const staged = asOptions(() => stagedOptions(model, schedule, options, batchSize));
  const listening = listeners(options, samples.count * options.epochs, io, stop);
  const run = { model, samples, validation, staged, options, ...listening };
  try {
    const { network, result } = await stagedTraining(run, stop.signal);
    writeOut(network, options);
    return result;
  } catch (error) {
    io.stderr.write(endText(error, undefined, undefined, call));
    throw error;
  }
}

function writeOut(network: Network, { out }: TrainCommandOptions): void {
  if (out !== undefined) writeFile(out, jsonChunks(writeNetwork(network.model, network.parameters)));
}

/** Trains, keeps what is to be kept, and says what is left of a run that ends before its time. */
async function keptTraining(task: Task, stop: AbortController): Promise<TrainResult> {
  const { model, samples, validation, options, io, call } = task;
  const errorTransport = errorTransportOf(options);
  const create = (): Network =>
    asOptions(() => new Network(model, { ...options, transport: transportOf(options), errorTransport }));
  const network = create();
  const learning = { ...trainOptions(options, samples.count), validation };
  // A network that nobody trains: to ask the other one would take a batch's number in its trace.
  const start = errorTransport && alignmentOf(create(), samples);
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
    writeOut(network, options);
    return errorTransport === undefined
      ? result
      : {
          ...result,
          errorTransport: {
            name: errorTransport.name,
            start: start ?? [],
            end: alignmentOf(network, samples),
          },
        };
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
  commits: number | undefined,
  checkpoints: Checkpoints | undefined,
  { argv }: Call,
): string {
  const after = commits === undefined ? "" : ` after ${commitsText(commits)}`;
  const stopped = error instanceof StoppedBySignal ? `${error.message}${after}; ` : "";
  if (checkpoints === undefined) return stopped && `${stopped}nothing was written\n`;
  if (error instanceof NobodyReads) return "";
  const { path, saved } = checkpoints.keeper;
  const last = `${saved.name} in ${path} has ${commitsText(saved.state.commits)}`;
  return stopped ? `${stopped}${last}; to go on:\n${resumeCommand(argv, path)}\n` : `${last}\n`;
}
