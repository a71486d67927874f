import { readText } from "../../files/read-file.ts";
import { expectedOneOf } from "../../math/suggestion.ts";
import { InputError } from "../../message/input-error.ts";
import type { Model } from "../../model/model.ts";
import type { PipelineOptions } from "../../network/pipeline/options.ts";
import { checkPlan } from "../../schedule/check-plan.ts";
import type { Plan } from "../../schedule/plan.ts";
import { makePlan, type PlanName, planNames } from "../../schedule/plans.ts";
import { type PolicyName, policyNames } from "../../schedule/policies.ts";
import { readPlan } from "../../schedule/read-plan.ts";
import { flagOf, type ScheduleOptions } from "../io/schedule-options.ts";
import type { ComputeOptions } from "../io/options.ts";
import type { WorldOptions } from "../io/world-options.ts";
import { stageTiming } from "./stage-timing.ts";

/** Options of a command that runs a network in stages. */
export type StagedOptions = ScheduleOptions &
  ComputeOptions &
  Pick<WorldOptions, "latency"> & { readonly seed?: number; readonly microBatch?: number };

/** How a network is to be run in stages. */
export interface Staged {
  /** The schedule's name, or its file. */
  readonly name: string;
  /** Whether all of a batch is committed before the next one begins. */
  readonly isSynchronous: boolean;
  readonly pipeline: PipelineOptions;
  /** Samples of a micro-batch. */
  readonly microBatch: number;
}

/** Policies that commit after each micro-batch. */
const single: readonly string[] = ["pipedream-naive", "pipedream", "pipedream-vertical-sync"];

/**
 * What `--schedule` and its companions ask for, of batches of `batchSize` samples.
 * @throws RangeError `--OPTION: expected …; got …`; InputError for a file that is no plan, or one that cannot be run
 */
export function stagedOptions(model: Model, name: string, options: StagedOptions, batchSize: number): Staged {
  expectMeant(name, options);
  const plan = isFile(name) ? planFile(name) : undefined;
  const known = plan ?? knownName(name);
  const { chunks = name === "interleaved-1f1b" ? 2 : 1, precision, kernel, maxStaleness } = options;
  const ranks = plan?.stages ?? options.stages ?? mostRanks(model, name, chunks);
  const microBatch = options.microBatch ?? defaultMicroBatch(name, batchSize, plan?.microBatches ?? ranks);
  const microBatches = Math.ceil(batchSize / microBatch);
  const isSynchronous = typeof known === "object" || isPlanName(known);
  const own =
    typeof known === "object"
      ? known
      : isPlanName(known)
        ? makePlan(known, { ranks, microBatches, chunks })
        : undefined;
  const hasOwnGradients = own?.ranks.some((actions) => actions.some(({ kind }) => kind === "W")) ?? false;
  const timing = stageTiming(options, { ranks, chunks, weightGradient: hasOwnGradients ? 1 : 0 });
  const maxActiveKeys = name === "ampnet" ? (options.maxActiveKeys ?? ranks) : undefined;
  const compute = { precision, kernel, maxStaleness, maxActiveKeys };
  return {
    name,
    isSynchronous,
    pipeline: { schedule: known, stages: ranks, chunks: plan === undefined ? chunks : 1, timing, ...compute },
    microBatch,
  };
}

/** As many as the network has layers for. */
function mostRanks({ populations }: Model, name: string, chunks: number): number {
  const layers = populations.reduce((most, { depth }) => Math.max(most, depth), 1);
  const ranks = Math.max(1, Math.floor(layers / chunks));
  return name === "chimera" ? Math.max(2, ranks - (ranks % 2)) : ranks;
}

/** A batch in one piece where each is committed by itself, else in as many as there are stages. */
function defaultMicroBatch(name: string, batchSize: number, pieces: number): number {
  return single.includes(name) ? batchSize : Math.ceil(batchSize / pieces);
}

/** Options that a schedule would not look at are refused, not ignored. */
function expectMeant(name: string, options: StagedOptions): void {
  const owners: readonly (readonly [keyof ScheduleOptions, readonly string[]])[] = [
    ["chunks", ["interleaved-1f1b"]],
    ["maxActiveKeys", ["ampnet"]],
    ["maxStaleness", policyNames],
  ];
  for (const [option, names] of owners) {
    if (options[option] === undefined || names.includes(name)) continue;
    const expected = names.length > 2 ? "a policy as --schedule" : `--schedule ${names.join(" or ")}`;
    throw new RangeError(`${flagOf(option)}: expected ${expected}; got ${name}`);
  }
  if (isFile(name) && options.stages !== undefined) {
    throw new RangeError(`--stages: expected none beside a plan of your own; got ${options.stages}`);
  }
}

function isFile(name: string): boolean {
  return /[./\\]/.test(name);
}

/** @throws InputError with the file as its source */
function planFile(path: string): Plan {
  try {
    const plan = readPlan(readText(path));
    checkPlan(plan);
    return plan;
  } catch (error) {
    throw error instanceof InputError && error.source === undefined ? error.in(path) : error;
  }
}

function knownName(name: string): PlanName | PolicyName {
  const names = [...planNames, ...policyNames] as const;
  const found = names.find((each) => each === name);
  if (found !== undefined) return found;
  throw new RangeError(`--schedule: ${expectedOneOf([...names, "FILE.csv"], name)}`);
}

function isPlanName(name: string): name is PlanName {
  return (planNames as readonly string[]).includes(name);
}
