import { createSamples, type Samples } from "../../data/samples.ts";
import { random } from "../../math/random.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import { writeNeurons } from "../../model/write-network.ts";
import type { Fault } from "../../transport/simulated/fault.ts";
import { moved } from "./elsewhere.ts";
import type { Failure, Try } from "./failure.ts";
import type { Case } from "./random-case.ts";

/** In a smaller network everything happens at other times: so often the faults, and the end of the process, are tried at such. */
const timesTried = 20;

/** Leaves out one neuron after the other, with its synapses; what befell it befalls its neighbour. */
export function fewerNeurons(failure: Failure, tryOut: Try): Failure {
  let smallest = failure;
  for (let slot = failure.tried.model.neuronCount - 1; slot >= 0; slot--) {
    const tried = without(smallest.tried, slot);
    if (tried !== undefined) smallest = failing(tried, slot, smallest, tryOut) ?? smallest;
  }
  return smallest;
}

/** A case in which host `gone` is none any more, with faults that make it fail as the larger one does. */
function failing(
  tried: Case,
  gone: number,
  { schedule, outcome }: Failure,
  tryOut: Try,
): Failure | undefined {
  const faults = schedule.faults.map((fault) => renumbered(fault, gone));
  const { stopAfter } = schedule;
  const { uniform, integer } = random(gone, "fewer neurons");
  let found = tryOut(tried, { ...schedule, faults });
  const times = faults.length > 0 || stopAfter !== undefined ? timesTried : 0;
  for (let i = 0; i < times && found === undefined; i++) {
    found = tryOut(tried, {
      ...schedule,
      faults: faults.map((fault) => moved(fault, outcome.time, { uniform, integer })),
      stopAfter: stopAfter && 1 + integer(stopAfter),
    });
  }
  return found;
}

/** Hosts that come after one that is gone have moved up. */
function renumbered(fault: Fault, gone: number): Fault {
  const now = (host: number): number => (host > gone ? host - 1 : host);
  if ("from" in fault) return { ...fault, from: now(fault.from), to: now(fault.to) };
  if (fault.kind === "partition" && fault.bridge !== undefined)
    return { ...fault, hosts: [...new Set(fault.hosts.map(now))], bridge: now(fault.bridge) };
  if ("hosts" in fault) return { ...fault, hosts: [...new Set(fault.hosts.map(now))] };
  return "host" in fault ? { ...fault, host: now(fault.host) } : fault;
}

/** A case without a neuron, and without its numbers where it is an input or an output; undefined: there is none. */
function without({ model, samples, training }: Case, slot: number): Case | undefined {
  const file = writeNeurons(model);
  const id = file.neurons[slot]?.id;
  if (id === undefined || training.validation !== undefined) return undefined;
  const isOther = (other: string): boolean => other !== id;
  const smaller = {
    ...file,
    neurons: file.neurons.filter((neuron) => neuron.id !== id),
    synapses: file.synapses.filter(({ from, to }) => from !== id && to !== id),
    inputs: file.inputs.filter(isOther),
    outputs: file.outputs.filter(isOther),
  };
  try {
    return {
      model: parseNetwork(smaller),
      samples: withoutColumns(samples, file.inputs.indexOf(id), file.outputs.indexOf(id)),
      training,
    };
  } catch {
    return undefined;
  }
}

/** Samples without the numbers of this input and this output; −1: none. */
function withoutColumns(samples: Samples, input: number, output: number): Samples {
  const { count, inputs, inputWidth, targets, targetWidth } = samples;
  const rows = (numbers: Float64Array, width: number, gone: number): number[][] =>
    Array.from({ length: count }, (_, s) =>
      Array.from(numbers.subarray(s * width, (s + 1) * width)).filter((_, column) => column !== gone),
    );
  return createSamples(rows(inputs, inputWidth, input), rows(targets, targetWidth, output));
}
