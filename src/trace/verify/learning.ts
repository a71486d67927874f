import { clipping } from "../../math/gradient-clipping.ts";
import { type LearningRate, learningRate } from "../../math/learning-rates.ts";
import { scalarCount } from "../../math/kernels/scalars.ts";
import { newStep, type Optimizer, type Step } from "../../math/optimizer.ts";
import { optimizer } from "../../math/optimizers.ts";
import { type Numbers, newNumbers, type Precision } from "../../math/precision.ts";
import { expectedOneOf, shown } from "../../math/suggestion.ts";
import type { TrainSettings } from "../event.ts";
import { type EpochBook, newEpochBook } from "./epochs.ts";
import { strangersIn } from "./strangers.ts";

/** How a run learns, from its `train` event on, and what the optimizer remembers. */
export interface Learning {
  readonly settings: TrainSettings;
  readonly optimizer: Optimizer;
  readonly rate: LearningRate;
  /** The optimizer's numbers, each block in the parameters' places. */
  readonly state: readonly Numbers[];
  /** By slot: 1 where those of its row are known, 0 where a commit or gradient is not recorded. */
  readonly remembers: Uint8Array;
  readonly epochs: EpochBook;
  hasMetBatch: boolean;
  /** One of its batches was given up, and with it the run. */
  isOver: boolean;
  /** What the commit at hand has in common for all rows, or for those of each stage. */
  readonly steps: readonly CommitStep[];
}

/** A commit, and how far the rate and the optimizer are. */
export interface CommitStep {
  readonly step: Step;
  readonly scalars: Numbers;
}

/** The beginning of a run: its memory is empty. */
export function newLearning(
  settings: TrainSettings,
  precision: Precision,
  parameters: number,
  neurons: number,
  stages = 1,
): Learning {
  const rule = optimizer(settings.optimizer);
  return {
    settings,
    optimizer: rule,
    rate: learningRate(settings.learningRate),
    state: Array.from({ length: rule.slots }, () => newNumbers(precision, parameters)),
    remembers: new Uint8Array(neurons).fill(1),
    epochs: newEpochBook(),
    hasMetBatch: false,
    isOver: false,
    steps: Array.from({ length: stages }, () => ({
      step: newStep(),
      scalars: newNumbers(precision, scalarCount),
    })),
  };
}

/** The next commit of the run, or of a stage, is due. */
export function beginCommit({ optimizer: rule, rate, steps }: Learning, stage: number): void {
  const own = steps[stage];
  if (own !== undefined) rule.begin(own.step, rate(own.step.commit), own.scalars);
}

const settingNames: readonly (keyof TrainSettings)[] = [
  "epochs",
  "batchSize",
  "microBatch",
  "learningRate",
  "optimizer",
  "clipping",
  "shuffle",
  "commitAfter",
];

/** What is wrong with settings as they were read. */
export function settingsProblem(settings: TrainSettings): string | undefined {
  for (const stranger of strangersIn("", settings, settingNames)) return stranger;
  const { commitAfter, shuffle, microBatch, batchSize } = settings;
  for (const [name, least] of [["epochs", 0], ["batchSize", 1], ["microBatch", 1]] as const) {
    const value: unknown = settings[name];
    if (Number.isSafeInteger(value) && (value as number) >= least) continue;
    return `${name}: expected a whole number from ${least} on; got ${shown(value)}`;
  } // prettier-ignore
  const ends = ["batch", "delta"];
  if (!ends.includes(commitAfter)) return `commitAfter: ${expectedOneOf(ends, commitAfter)}`;
  const seed: unknown = shuffle;
  if (seed !== undefined && typeof seed !== "number") return `shuffle: expected a number; got ${shown(seed)}`;
  if (commitAfter === "delta" && (microBatch < batchSize || settings.clipping !== undefined)) {
    return "commitAfter: expected whole batches and no clipping with delta; got others";
  }
  try {
    newLearning(settings, "f64", 0, 0);
    if (settings.clipping !== undefined) clipping(settings.clipping);
    return undefined;
  } catch (error) {
    // A RangeError says which option it is; what is no object at all is not even that far.
    return error instanceof RangeError ? error.message : "expected the settings of a run; got something else";
  }
}
