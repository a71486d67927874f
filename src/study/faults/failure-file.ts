import { createSamples } from "../../data/samples.ts";
import { InputError } from "../../message/input-error.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import { writeNetwork } from "../../model/write-network.ts";
import type { TrainOptions } from "../../network/train-options.ts";
import type { Fault } from "../../transport/simulated/fault.ts";
import type { LinkLatency } from "../../network/link-latency.ts";
import type { Case } from "./random-case.ts";
import type { Schedule } from "./schedule.ts";
import type { Failure } from "./failure.ts";

/** A failing run as a file: all that is needed to run it again, and to read what went wrong. */
export interface FailureFile {
  readonly format: "counterflow-simulation";
  readonly version: 1;
  readonly law: string;
  readonly detail: string;
  readonly seed: number;
  /** Names of the hosts, in the order of their numbers: the neurons, then the coordinator. */
  readonly hosts: readonly string[];
  readonly faults: readonly Fault[];
  readonly latency: LinkLatency;
  readonly bandwidth?: number | undefined;
  readonly stopAfter?: number | undefined;
  readonly training: TrainOptions;
  readonly samples: { readonly inputs: readonly number[][]; readonly targets: readonly number[][] };
  readonly network: unknown;
}

export function writeFailure({ tried, schedule, outcome }: Failure): FailureFile {
  const { model, samples, training } = tried;
  const { idOf } = neuronIds(model);
  const rows = (numbers: Float64Array, width: number): number[][] =>
    Array.from({ length: samples.count }, (_, i) => Array.from(numbers.subarray(i * width, (i + 1) * width)));
  const [violation] = outcome.violations;
  return {
    format: "counterflow-simulation",
    version: 1,
    law: violation?.law ?? "",
    detail: violation?.detail ?? "",
    seed: schedule.seed,
    hosts: [...Array.from({ length: model.neuronCount }, (_, slot) => idOf(slot)), "the coordinator"],
    faults: schedule.faults,
    latency: schedule.latency,
    bandwidth: schedule.bandwidth,
    stopAfter: schedule.stopAfter,
    training,
    samples: {
      inputs: rows(samples.inputs, samples.inputWidth),
      targets: rows(samples.targets, samples.targetWidth),
    },
    network: writeNetwork(model),
  };
}

/**
 * The run that a file holds.
 * @throws InputError where it is no such file
 */
export function readFailure(value: unknown): { readonly tried: Case; readonly schedule: Schedule } {
  const file = (typeof value === "object" && value !== null ? value : {}) as Partial<FailureFile>;
  if (file.format !== "counterflow-simulation") {
    throw new InputError([
      { path: "format", message: 'expected "counterflow-simulation"; got another file' },
    ]);
  }
  if (file.version !== 1) {
    throw new InputError([{ path: "version", message: `expected 1; got ${String(file.version)}` }]);
  }
  const { seed, faults, latency, bandwidth, stopAfter, training, samples, network } = file;
  for (const [path, part] of Object.entries({ seed, faults, latency, training, samples, network })) {
    if (part === undefined) throw new InputError([{ path, message: "expected to be there; got nothing" }]);
  }
  if (!Array.isArray(faults))
    throw new InputError([{ path: "faults", message: "expected a list; got none" }]);
  return {
    tried: {
      model: parseNetwork(network),
      samples: createSamples(samples?.inputs ?? [], samples?.targets ?? []),
      training: training ?? { epochs: 1, batchSize: 1, learningRate: 0 },
    },
    schedule: {
      seed: seed ?? 0,
      latency: latency ?? { kind: "constant", ticks: 1 },
      bandwidth,
      stopAfter,
      faults: faults as readonly Fault[],
    },
  };
}
