import type { Backend } from "../../math/kernels/backend.ts";
import type { KernelChoice } from "../../math/kernels/kernel-choice.ts";
import { Network } from "../../network/network.ts";
import { hostileOptions } from "../../network/hostile-options.ts";
import { RunError } from "../../message/run-error.ts";
import type { Fault, FaultRates } from "../../transport/simulated/fault.ts";
import type { HostileTransport } from "../../transport/simulated/hostile.ts";
import { type LinkLatency, linksOf } from "../../network/link-latency.ts";
import { GivenUpError } from "../../transport/simulated/given-up-error.ts";
import type { Witness } from "../../transport/simulated/witness.ts";
import { type Calm, differences, listen, runCalm } from "./calm.ts";
import { Laws, type Violation } from "./laws.ts";
import { Lookout } from "./lookout.ts";
import type { Case } from "./random-case.ts";
import { count, type Reached } from "./situations.ts";

export interface Schedule {
  readonly seed: number;
  readonly latency: LinkLatency;
  readonly faults: FaultRates | readonly Fault[];
  /** What computes; the kernels in JavaScript unless said, which are soonest there for small networks. */
  readonly kernel?: KernelChoice | Backend | undefined;
}

/** What has come of one schedule of faults. */
export interface Outcome {
  readonly end: "complete" | "given up" | "violation";
  readonly violations: readonly Violation[];
  readonly faults: readonly Fault[];
  readonly events: number;
  /** In ticks. */
  readonly time: number;
  readonly reached: Reached;
  /** Of all that happened, in its order: equal for equal runs. */
  readonly hash: number;
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

/** Trains a case in a hostile world, checks every law after every event, and every bit against the calm run. */
export function runSchedule(
  { model, samples, training }: Case,
  { seed, latency, faults, kernel = "js" }: Schedule,
  calm: Calm = runCalm({ model, samples, training }),
): Outcome {
  const laws = new Laws();
  const lookout = new Lookout();
  const noted: Fault[] = [];
  const seen: { hash: number; world: HostileTransport | undefined } = { hash: 0x811c9dc5, world: undefined };
  const witness: Witness<HostileTransport> = {
    attend: (world) => {
      seen.world = world;
      laws.attend(world);
      lookout.attend(world);
    },
    note: (what, letter) => {
      seen.hash = Math.imul(
        seen.hash ^ (letter.edge * 31 + letter.from * 7 + letter.to + what.length * 131),
        0x01000193,
      );
      laws.note(what, letter);
      lookout.note(what, letter);
    },
    crashed: (host) => {
      laws.crashed(host);
      lookout.crashed(host);
    },
    event: () => {
      laws.event();
      lookout.event();
      if (laws.violations.length > 0) throw new RunError("a law does not hold");
    },
  };
  const { drawn, fixed } = linksOf(model, latency);
  const options = hostileOptions({
    latency: drawn,
    fixed,
    seed,
    faults,
    hosts: model.neuronCount + 1,
    witness,
    note: (fault) => noted.push(fault),
    events: mostEvents({ model, samples, training }),
  });
  const network = new Network(model, { kernel, transport: { name: "hostile", options } });
  const here = listen(network);
  const said = { isGivenUp: false };
  network.train(samples, training).subscribe({
    next: (progress) => {
      if (progress.kind !== "batch") return;
      if (progress.samples < training.batchSize)
        count(lookout.reached, "a last, smaller batch was committed");
      for (const difference of differences(here, calm, progress.commits - 1))
        laws.find("the same bits", difference);
    },
    error: (error: unknown) => {
      if (error instanceof GivenUpError) said.isGivenUp = true;
      else if (laws.violations.length === 0) laws.find("liveness", String(error));
    },
  });
  if (!said.isGivenUp && laws.violations.length === 0) finish(seen.world, laws);
  lookout.end(Array.isArray(faults) ? faults.length : noted.length);
  return {
    end: laws.violations.length > 0 ? "violation" : said.isGivenUp ? "given up" : "complete",
    violations: laws.violations,
    faults: isList(faults) ? faults : noted,
    events: seen.world?.events ?? 0,
    time: seen.world?.now() ?? 0,
    reached: lookout.reached,
    hash: seen.hash >>> 0,
  };
}

function finish(world: HostileTransport | undefined, laws: Laws): void {
  try {
    world?.settle();
    laws.end();
  } catch (error) {
    if (!(error instanceof GivenUpError) && laws.violations.length === 0)
      laws.find("quiescence", String(error));
  }
}

function isList(faults: FaultRates | readonly Fault[]): faults is readonly Fault[] {
  return Array.isArray(faults);
}
