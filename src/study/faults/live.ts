import { Network } from "../../network/network.ts";
import { hostileOptions } from "../../network/hostile-options.ts";
import { linksOf } from "../../network/link-latency.ts";
import { startingState } from "../../network/training-state.ts";
import type { BatchProgress, Progress } from "../../coordinator/training.ts";
import type { TrainingState } from "../../model/checkpoint/checkpoint.ts";
import { type Fault, isList } from "../../transport/simulated/fault.ts";
import { GivenUpError } from "../../transport/simulated/given-up-error.ts";
import { type Calm, differences, epochText, listen } from "./calm.ts";
import type { Violation } from "./laws.ts";
import { Onlooker } from "./onlooker.ts";
import type { Case } from "./random-case.ts";
import type { Schedule } from "./schedule.ts";
import { count, type Reached } from "./situations.ts";

/** What has come of one life of the process that a run goes on in. */
export interface Life {
  readonly end: "complete" | "given up" | "violation" | "stopped";
  readonly violations: readonly Violation[];
  readonly faults: readonly Fault[];
  readonly events: number;
  readonly time: number;
  readonly reached: Reached;
  readonly hash: number;
  /** What a process finds that goes on with it: the state after the last commit that was told of. */
  readonly disk: TrainingState;
}

/** Events after which a run is taken for one that never ends: a hundred times what it takes if nothing goes wrong. */
function mostEvents({ model, samples, training }: Case): number {
  const { epochs, batchSize, microBatch = batchSize } = training;
  const batches = epochs * Math.ceil(samples.count / batchSize);
  const parts = batches * Math.ceil(batchSize / microBatch);
  // A letter and its answer, both ways; and four words to and from every neuron at a commit.
  const letters = 4 * parts * (model.synapseCount + 2 * model.neuronCount) + 8 * batches * model.neuronCount;
  return Math.max(300_000, 100 * letters);
}

/** Runs a case to its end, or to that of its process: from its beginning, or from what an earlier process has left. */
export function live(tried: Case, schedule: Schedule, calm: Calm, resume?: TrainingState): Life {
  const { model, samples, training } = tried;
  const { seed, latency, bandwidth, faults, stopAfter, kernel = "js" } = schedule;
  const onlooker = new Onlooker(stopAfter ?? Infinity);
  const { laws, lookout } = onlooker;
  const noted: Fault[] = [];
  const { drawn, fixed } = linksOf(model, latency);
  const options = hostileOptions({
    ...{ latency: drawn, fixed, seed, faults, bandwidth },
    hosts: model.neuronCount + 1,
    witness: onlooker,
    note: (fault) => noted.push(fault),
    events: mostEvents(tried),
  });
  const network = new Network(model, { kernel, transport: { name: "hostile", options } });
  const here = listen(network);
  let disk = resume ?? startingState(network, training);
  const said = { isGivenUp: false };
  const look = (progress: Progress): void => {
    if (stopAfter !== undefined) disk = network.trainingState();
    if (progress.kind === "epoch") {
      const [got, expected] = [epochText(progress), calm.epochs[progress.epoch]];
      if (got !== expected) laws.find("the same bits", `got ${got}; expected ${expected ?? "nothing"}`);
      return;
    }
    if (isLast(progress, training.batchSize)) count(lookout.reached, "a last, smaller batch was committed");
    for (const difference of differences(here, calm, here.batches.length - 1))
      laws.find("the same bits", difference);
  };
  network.train(samples, { ...training, resume }).subscribe({
    next: look,
    error: (error: unknown) => {
      if (error instanceof GivenUpError) said.isGivenUp = true;
      else if (laws.violations.length === 0 && !onlooker.isStopped) laws.find("liveness", String(error));
    },
  });
  if (onlooker.isStopped) expectAllCommits(onlooker, disk);
  if (!said.isGivenUp && !onlooker.isStopped && laws.violations.length === 0) finish(onlooker);
  lookout.end(isList(faults) ? faults.length : noted.length);
  const end = onlooker.isStopped ? "stopped" : said.isGivenUp ? "given up" : "complete";
  return {
    end: laws.violations.length > 0 ? "violation" : end,
    violations: laws.violations,
    faults: isList(faults) ? faults : noted,
    events: onlooker.world?.events ?? 0,
    time: onlooker.world?.now() ?? 0,
    reached: lookout.reached,
    hash: onlooker.hash >>> 0,
    disk,
  };
}

function isLast({ samples }: BatchProgress, batchSize: number): boolean {
  return samples < batchSize;
}

/** What was committed before the process ended is on its disk. */
function expectAllCommits({ world, laws }: Onlooker, { commits }: TrainingState): void {
  const { version } = world?.chief ?? { version: 0 };
  if (commits !== version)
    laws.find("no commit lost", `got ${commits} commits on the disk; expected ${version}`);
}

/** What is still due happens; then nothing may be left. */
function finish(onlooker: Onlooker): void {
  const { world, laws } = onlooker;
  try {
    world?.settle();
    laws.end();
  } catch (error) {
    if (!(error instanceof GivenUpError) && !onlooker.isStopped && laws.violations.length === 0)
      laws.find("quiescence", String(error));
  }
}
