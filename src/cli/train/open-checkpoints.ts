import { join, resolve } from "node:path";
import type { EpochProgress } from "../../coordinator/training.ts";
import type { Samples } from "../../data/samples.ts";
import {
  CheckpointDirectory,
  createCheckpointDirectory,
  type Found,
  readNewestCheckpoint,
} from "../../files/checkpoint-directory.ts";
import { InputError, type Problem } from "../../message/input-error.ts";
import type { Checkpoint, TrainingState, Writer } from "../../model/checkpoint/checkpoint.ts";
import { differences, type RunIdentity } from "../../model/checkpoint/run-identity.ts";
import type { Network } from "../../network/network.ts";
import type { TrainOptions } from "../../network/train-options.ts";
import { startingState } from "../../network/training-state.ts";
import { CheckpointKeeper } from "./checkpoint-keeper.ts";
import { runIdentity } from "./run-identity.ts";

/** What a command line says of checkpoints. */
export interface CheckpointOptions {
  readonly checkpoint?: string;
  readonly resume?: string;
  readonly every?: number;
}

/** The checkpoints of a run that is about to begin. */
export interface Checkpoints {
  readonly keeper: CheckpointKeeper;
  /** Of a run that goes on: from which file, and where it stands there. */
  readonly resumed: { readonly path: string; readonly state: TrainingState } | undefined;
  /** The epochs that are over. */
  readonly past: readonly EpochProgress[];
  /** What the user should know before it begins. */
  readonly warnings: readonly string[];
  /** Gives the directory back. */
  readonly close: () => void;
}

/** The run whose checkpoints they are. */
export interface Run {
  readonly network: Network;
  readonly samples: Samples;
  readonly options: TrainOptions;
  readonly writer: Writer;
}

/**
 * Opens the directory of `--checkpoint`, or that of `--resume` which then goes on to be used, and reads what is to be gone on
 * from. Nothing has been trained yet, but a first checkpoint is there.
 * @throws InputError for a place that cannot be used, no good checkpoint, or one of another run; RunError where the disk refuses
 */
export function openCheckpoints(
  { checkpoint: target, resume: source, every }: CheckpointOptions,
  run: Run,
): Checkpoints | undefined {
  const path = target ?? source;
  if (path === undefined) return undefined;
  const goesOn = source !== undefined && resolve(source) === resolve(path);
  const directory = goesOn ? new CheckpointDirectory(path) : createCheckpointDirectory(path);
  try {
    const identity = runIdentity(run.network, run.samples, run.options);
    const found = goesOn
      ? directory.newest()
      : source === undefined
        ? undefined
        : readNewestCheckpoint(source);
    const from = join(source ?? "", found?.name ?? "");
    if (found) expectSameRun(found.checkpoint, identity, run.options.epochs, from);
    const { state, epochs } = found?.checkpoint ?? {
      state: startingState(run.network, run.options),
      epochs: [],
    };
    const keeping = { directory, writer: run.writer, run: identity, every: every ?? "epoch" } as const;
    const keeper = new CheckpointKeeper(keeping, state, epochs);
    return {
      keeper,
      resumed: found && { path: from, state },
      past: pastEpochs(epochs, Math.ceil(run.samples.count / run.options.batchSize)),
      warnings: found ? warningsOf(found, from, run.writer) : [],
      close: () => directory.close(),
    };
  } catch (error) {
    directory.close();
    throw error;
  }
}

/** @throws InputError that names every difference, with the checkpoint's file as its source */
function expectSameRun({ run, state }: Checkpoint, now: RunIdentity, epochs: number, source: string): void {
  const problems: Problem[] = differences(run, now);
  const { epoch, batch } = state.position;
  const begun = epoch + (batch > 0 ? 1 : 0);
  if (epochs < begun) {
    problems.push({
      path: "epochs",
      message: `expected at least ${begun}, as many as are begun; got ${epochs}`,
    });
  }
  if (problems.length > 0) throw new InputError(problems, source);
}

function pastEpochs(epochs: Checkpoint["epochs"], batches: number): EpochProgress[] {
  return epochs.map((result, epoch) => ({ kind: "epoch", epoch, ...result, commits: (epoch + 1) * batches }));
}

function warningsOf({ checkpoint, damaged }: Found, path: string, now: Writer): string[] {
  const { engine } = checkpoint.writer;
  const warnings = [...damaged];
  if (damaged.length > 0) warnings.push(`going on from ${path} instead`);
  if (engine !== now.engine)
    warnings.push(`${path}: written on ${engine}, and this is ${now.engine}: bits may differ`);
  return warnings;
}
