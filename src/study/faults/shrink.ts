import type { Model } from "../../model/model.ts";
import type { NetworkFile } from "../../model/network-spec.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import { writeNeurons } from "../../model/write-network.ts";
import { sliceSamples } from "../../data/samples.ts";
import type { Fault } from "../../transport/simulated/fault.ts";
import type { Case } from "./random-case.ts";
import type { Outcome, Schedule } from "./run-schedule.ts";

/** A failing run, small enough to be read: a case, and the faults that are needed. */
export interface Failure {
  readonly tried: Case;
  readonly schedule: Schedule & { readonly faults: readonly Fault[] };
  readonly outcome: Outcome;
}

/** Runs a case under a schedule. */
export type Run = (tried: Case, schedule: Schedule) => Outcome;

/**
 * Makes a failing run smaller while it still breaks the same law: fewer faults (delta debugging, Zeller and Hildebrandt 2002), one tick
 * for every message, fewer samples, fewer neurons, and what faults are left once more.
 */
export function shrink(failure: Failure, run: Run): Failure {
  const law = failure.outcome.violations[0]?.law;
  const tryOut = (tried: Case, schedule: Failure["schedule"]): Failure | undefined => {
    const outcome = run(tried, schedule);
    return outcome.violations[0]?.law === law ? { tried, schedule, outcome } : undefined;
  };
  const steps = [fewerFaults, oneFault, calmer, fewerSamples, fewerNeurons, fewerFaults, oneFault];
  return steps.reduce((smallest, smaller) => smaller(smallest, tryOut), failure);
}

type Try = (tried: Case, schedule: Failure["schedule"]) => Failure | undefined;

/** ddmin: leaves out ever smaller parts of the list, as long as it fails without them. */
function fewerFaults(failure: Failure, tryOut: Try): Failure {
  let smallest = failure;
  let parts = 2;
  for (;;) {
    const { faults } = smallest.schedule;
    if (faults.length === 0) return smallest;
    const size = Math.ceil(faults.length / parts);
    let found: Failure | undefined;
    for (let from = 0; from < faults.length && found === undefined; from += size) {
      const rest = [...faults.slice(0, from), ...faults.slice(from + size)];
      found = tryOut(smallest.tried, { ...smallest.schedule, faults: rest });
    }
    if (found !== undefined) {
      smallest = found;
      parts = Math.max(parts - 1, 2);
    } else if (size === 1) return smallest;
    else parts = Math.min(2 * parts, faults.length);
  }
}

/** Tries what befell a host all alone, at other times: without the other faults the run is not where it was. */
function oneFault(failure: Failure, tryOut: Try): Failure {
  const { tried, schedule, outcome } = failure;
  if (schedule.faults.length <= 1) return failure;
  for (const fault of schedule.faults) {
    if (!("time" in fault)) continue;
    for (let i = 0; i < timesTried; i++) {
      const time = (outcome.time * i) / timesTried;
      const found = tryOut(tried, { ...schedule, faults: [{ ...fault, time, nth: 0 }] });
      if (found !== undefined) return found;
    }
  }
  return failure;
}

const timesTried = 100;

function calmer(failure: Failure, tryOut: Try): Failure {
  return tryOut(failure.tried, { ...failure.schedule, latency: { kind: "constant", ticks: 1 } }) ?? failure;
}

function fewerSamples(failure: Failure, tryOut: Try): Failure {
  let smallest = failure;
  for (let count = 1; count < failure.tried.samples.count; count++) {
    const { tried, schedule } = smallest;
    const found = tryOut({ ...tried, samples: sliceSamples(tried.samples, 0, count) }, schedule);
    if (found !== undefined) return found;
    smallest = failure;
  }
  return smallest;
}

/** Leaves out one hidden neuron after the other, with its synapses and what befell it. */
function fewerNeurons(failure: Failure, tryOut: Try): Failure {
  let smallest = failure;
  for (let slot = failure.tried.model.neuronCount - 1; slot >= 0; slot--) {
    const { tried, schedule } = smallest;
    const model = without(tried.model, slot);
    if (model === undefined) continue;
    const faults = schedule.faults.flatMap((fault) => renumbered(fault, slot));
    smallest = tryOut({ ...tried, model }, { ...schedule, faults }) ?? smallest;
  }
  return smallest;
}

/** A fault where host `gone` is none any more: those after it have moved up. */
function renumbered(fault: Fault, gone: number): Fault[] {
  const moved = (host: number): number => (host > gone ? host - 1 : host);
  if ("from" in fault) {
    const isGone = fault.from === gone || fault.to === gone;
    return isGone ? [] : [{ ...fault, from: moved(fault.from), to: moved(fault.to) }];
  }
  if ("hosts" in fault) return [{ ...fault, hosts: fault.hosts.filter((host) => host !== gone).map(moved) }];
  if ("host" in fault) return fault.host === gone ? [] : [{ ...fault, host: moved(fault.host) }];
  return [fault];
}

function without(model: Model, slot: number): Model | undefined {
  const file = writeNeurons(model);
  const id = file.neurons[slot]?.id;
  if (id === undefined || [...file.inputs, ...file.outputs].includes(id)) return undefined;
  const smaller: NetworkFile = {
    ...file,
    neurons: file.neurons.filter((neuron) => neuron.id !== id),
    synapses: file.synapses.filter(({ from, to }) => from !== id && to !== id),
  };
  try {
    return parseNetwork(smaller);
  } catch {
    return undefined;
  }
}
