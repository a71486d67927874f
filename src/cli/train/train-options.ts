import { type LearningRateOptions, learningRate } from "../../math/learning-rates.ts";
import { positiveNumber, zeroOrMore } from "../../math/number-range.ts";
import type { OptimizerName } from "../../math/optimizer.ts";
import { optimizer } from "../../math/optimizers.ts";
import { shown } from "../../math/suggestion.ts";
import type { TrainOptions } from "../../network/train-options.ts";
import {
  type ComputeOptions,
  type InputOptions,
  numberArgument,
  type TraceFileOptions,
  wholeFrom,
} from "../io/options.ts";
import type { WorldOptions } from "../io/world-options.ts";
import { expectNoSchedule, expectOwnTime, type ScheduleOptions } from "../io/schedule-options.ts";
import { type ErrorTransportFlags, errorTransportOf } from "./error-transport-result.ts";
import type { CheckpointOptions } from "./open-checkpoints.ts";

/** The options of the command `train`, parsed one by one. */
export interface TrainCommandOptions
  extends
    InputOptions,
    ComputeOptions,
    TraceFileOptions,
    WorldOptions,
    CheckpointOptions,
    ScheduleOptions,
    ErrorTransportFlags {
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly learningRateSchedule: Schedule;
  readonly optimizer: OptimizerName;
  readonly momentum?: number;
  readonly weightDecay?: number;
  readonly clipNorm?: number;
  readonly clipValue?: number;
  readonly shuffle?: number;
  readonly microBatch?: number;
  readonly validation?: string;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** How the learning rate moves from `rate` on over a run of `commits`. */
export type Schedule = (rate: number, commits: number) => LearningRateOptions;

/**
 * The options of a training run over `samples` samples.
 * @throws RangeError where options do not go together
 */
export function trainOptions(options: TrainCommandOptions, samples: number): TrainOptions {
  const { epochs, batchSize, clipNorm, clipValue, shuffle, microBatch, momentum, weightDecay } = options;
  if (momentum !== undefined && !["momentum", "nesterov"].includes(options.optimizer)) {
    throw new RangeError(
      `--momentum: expected --optimizer momentum or nesterov beside it; got ${options.optimizer}`,
    );
  }
  expectCheckpointOptions(options);
  expectStagesOrNone(options);
  errorTransportOf(options);
  // A run without epochs has no commit; its schedule has to have one.
  const commits = Math.max(1, epochs * Math.ceil(samples / batchSize));
  const rate = options.learningRateSchedule(options.learningRate, commits);
  const rule = { name: options.optimizer, momentum, weightDecay };
  saidOf("--learning-rate-schedule", () => learningRate(rate));
  saidOf("--momentum", () => optimizer(rule));
  return {
    epochs,
    batchSize,
    learningRate: rate,
    optimizer: rule,
    microBatch,
    shuffle,
    ...(clipNorm !== undefined && { clipping: { kind: "norm", limit: clipNorm } as const }),
    ...(clipValue !== undefined && { clipping: { kind: "value", limit: clipValue } as const }),
  };
}

/** @throws RangeError where a run in stages cannot do what is asked for, or is not asked for */
function expectStagesOrNone(options: TrainCommandOptions): void {
  const { schedule, checkpoint, resume, clipNorm, clipValue } = options;
  if (schedule === undefined) {
    expectNoSchedule(options);
    return;
  }
  expectOwnTime(schedule, options);
  const refuse = (flag: string, expected: string): never => {
    throw new RangeError(`${flag}: expected ${expected} beside --schedule; got ${schedule}`);
  };
  if ((checkpoint ?? resume) !== undefined) {
    refuse(checkpoint === undefined ? "--resume" : "--checkpoint", "none");
  }
  if (clipNorm !== undefined) refuse("--clip-norm", "none, as no stage knows the gradients of the others,");
  if (clipValue !== undefined) refuse("--clip-value", "none");
}

/** @throws RangeError where options of checkpoints lack what they belong to, or contradict others */
function expectCheckpointOptions(options: TrainCommandOptions): void {
  const { checkpoint, resume, every, trace, faults } = options;
  if (faults?.lossy === true && (checkpoint ?? resume) !== undefined) {
    throw new RangeError(
      "--checkpoint: expected reliable --faults, as what is lost is not drawn again in the same way; got lossy",
    );
  }
  if (options.errorTransport === "direct-feedback-alignment" && trace !== undefined) {
    throw new RangeError(
      "--trace: expected error signals that come back over the synapses; got direct-feedback-alignment",
    );
  }
  if (options.errorTransport === "kolen-pollack" && (checkpoint ?? resume) !== undefined) {
    throw new RangeError(
      "--checkpoint: expected error weights that follow from the weights; got kolen-pollack, whose learn too",
    );
  }
  if (every !== undefined && checkpoint === undefined && resume === undefined) {
    throw new RangeError("--every: expected --checkpoint or --resume beside it; got neither");
  }
  if (trace !== undefined && resume !== undefined) {
    throw new RangeError(
      "--trace: expected no --resume, as a trace tells of a run from its beginning; got both",
    );
  }
}

/**
 * Reads constant, step:EVERY:FACTOR, cosine[:FLOOR] or warm-up:COMMITS.
 * @throws RangeError that names the option
 */
export function parseSchedule(text: string, name: string): Schedule {
  const [kind = "", ...parts] = text.split(":");
  const shape = `${kind}/${parts.length}`;
  const [first = "", second = ""] = parts;
  switch (shape) {
    case "constant/0":
      return (rate) => rate;
    case "step/2": {
      const every = numberArgument(`${name} step:EVERY`, first, wholeFrom(1));
      const factor = numberArgument(`${name} step:${every}:FACTOR`, second, positiveNumber);
      return (rate) => ({ kind: "step", rate, every, factor });
    }
    case "cosine/0":
    case "cosine/1": {
      const floor = parts.length === 0 ? 0 : numberArgument(`${name} cosine:FLOOR`, first, zeroOrMore);
      return (rate, commits) => ({ kind: "cosine", rate, commits, floor });
    }
    case "warm-up/1": {
      const commits = numberArgument(`${name} warm-up:COMMITS`, first, wholeFrom(1));
      return (rate) => ({ kind: "warm-up", commits, then: rate });
    }
    default:
      throw new RangeError(
        `${name}: expected constant, step:EVERY:FACTOR, cosine[:FLOOR] or warm-up:COMMITS; got ${shown(text)}`,
      );
  }
}

/** Lets `check` throw its error in the name of an option. */
function saidOf(name: string, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(error.message.replace(/^[\w.]+: /, `${name}: `), { cause: error });
  }
}
