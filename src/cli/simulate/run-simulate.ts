import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseJsonText } from "../../data/json-text.ts";
import { readText } from "../../files/read-file.ts";
import { expectWritable, writeFile } from "../../files/write-file.ts";
import { InputError } from "../../message/input-error.ts";
import { readFailure, writeFailure } from "../../study/faults/failure-file.ts";
import type { Case } from "../../study/faults/random-case.ts";
import { type Outcome, runSchedule } from "../../study/faults/run-schedule.ts";
import { systemClock } from "../io/clock.ts";
import type { CommandIo } from "../io/command-io.ts";
import { faultsText, latencyText } from "../io/world-options.ts";
import { writeChunks } from "../io/json-stream.ts";
import { readInput } from "../io/read-input.ts";
import { untilStopped } from "../io/stop-signals.ts";
import { VerificationFailed } from "../io/verification-failed.ts";
import { createProgressLine } from "./progress-line.ts";
import { replayText, simulationDocument, simulationText } from "./simulation-report.ts";
import type { SimulateOptions } from "./simulate-options.ts";
import { runAll } from "./spread.ts";

/**
 * What the command `simulate` does.
 * @throws VerificationFailed, once everything is said
 */
export async function runSimulate(
  networkPath: string | undefined,
  samplesText: string | undefined,
  options: SimulateOptions,
  io: CommandIo,
): Promise<void> {
  if (options.faults?.lossy === true) {
    throw new RangeError("--faults: expected reliable delivery, as every bit is compared; got lossy");
  }
  if (options.replay !== undefined) {
    await replay(options.replay, io);
    return;
  }
  if (networkPath !== undefined && samplesText === undefined) {
    throw new RangeError("SAMPLES: expected beside NETWORK; got nothing");
  }
  if (options.out !== undefined) expectWritable(options.out);
  const tried =
    networkPath === undefined || samplesText === undefined
      ? undefined
      : caseOf(networkPath, samplesText, options);
  const isSilent = options.quiet === true || options.json === true;
  const line = createProgressLine(isSilent ? undefined : io.stderr, options.seeds, systemClock);
  const words = wordsOf(networkPath, samplesText, options);
  const result = await untilStopped(({ signal }) =>
    runAll({ options, tried, words, tell: line.tell, signal }),
  ).finally(line.clear);
  const { tally, failure } = result;
  let path: string | undefined;
  if (failure !== undefined) {
    path = options.out ?? join(mkdtempSync(join(tmpdir(), "counterflow-")), "failure.json");
    writeFile(path, [`${JSON.stringify(writeFailure(failure), null, 2)}\n`]);
  }
  const text = options.json
    ? `${JSON.stringify(simulationDocument(tally, failure, path))}\n`
    : simulationText(tally, failure, path, tried === undefined);
  await writeChunks(io.stdout, [text]);
  if (failure !== undefined) throw new VerificationFailed();
}

function caseOf(networkPath: string, samplesText: string, options: SimulateOptions): Case {
  const { model, samples } = readInput(networkPath, samplesText, options);
  const { epochs, batchSize, learningRate, optimizer } = options;
  const microBatch = options.microBatch ?? Math.min(2, batchSize);
  return { model, samples, training: { epochs, batchSize, microBatch, learningRate, optimizer } };
}

/** The words that tell another process to run the same. */
function wordsOf(
  network: string | undefined,
  samples: string | undefined,
  options: SimulateOptions,
): string[] {
  const { latency, faults, seed, targets, classes, epochs, batchSize, microBatch, learningRate, optimizer } =
    options;
  const given = {
    latency: latency && latencyText(latency),
    faults: faults && faultsText(faults),
    seed,
    targets: targets?.join(","),
    classes,
    epochs,
    "batch-size": batchSize,
    "micro-batch": microBatch,
    "learning-rate": learningRate,
    optimizer,
  };
  const words = [network, samples].filter((word) => word !== undefined);
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) words.push(`--${name}=${value}`);
  }
  return words;
}

async function replay(path: string, { stdout }: CommandIo): Promise<void> {
  const outcome = runAgain(path);
  await writeChunks(stdout, [replayText(path, outcome)]);
  if (outcome.end === "violation") throw new VerificationFailed();
}

function runAgain(path: string): Outcome {
  try {
    const { tried, schedule } = readFailure(parseJsonText(readText(path)));
    return runSchedule(tried, schedule);
  } catch (error) {
    throw error instanceof InputError ? error.in(path) : error;
  }
}
