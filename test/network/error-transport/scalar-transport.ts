/* eslint-disable @typescript-eslint/no-non-null-assertion -- every neuron of the file has its entry */
import {
  type ListedNetworkFile,
  type NetworkFile,
  neuronsOf,
  type SamplesJson,
} from "../../oracle/network-json.ts";
import { scalarLosses } from "../../oracle/scalar-loss.ts";
import { reference } from "../../oracle/scalar-reference.ts";

/** What a rule makes of error signals: δ of each neuron that computes, one a sample, and gradients of the mean loss. */
export interface ScalarPass {
  readonly deltas: ReadonlyMap<string, readonly number[]>;
  /** By "FROM TO". */
  readonly gradients: ReadonlyMap<string, number>;
}

/** Error signals go back over the synapses and meet B there; `weightOf` gives it by the synapse's ends. */
export function overSynapses(
  file: NetworkFile,
  samples: SamplesJson,
  weightOf: (from: string, to: string, weight: number) => number,
): ScalarPass {
  const { neurons, synapses, ...rest } = neuronsOf(file);
  const listed: ListedNetworkFile = {
    format: "counterflow-network",
    version: 1,
    ...rest,
    neurons: neurons.map(({ id, activation, bias }) =>
      activation === "input" ? { id } : { id, activation, bias },
    ),
    synapses: synapses.map((synapse) => ({
      ...synapse,
      feedback: weightOf(synapse.from, synapse.to, synapse.weight),
    })),
  };
  const result = reference(listed, samples);
  return {
    deltas: new Map([...result.neurons].map(([id, { delta }]) => [id, delta])),
    gradients: new Map(result.synapses.map(({ from, to, gradient }) => [`${from} ${to}`, gradient])),
  };
}

/** The outputs' δ, of the loss alone, goes to each hidden neuron over `weightOf` the two; outputs are summed up in slot order. */
export function straightFromOutputs(
  file: NetworkFile,
  samples: SamplesJson,
  weightOf: (output: string, hidden: string) => number,
): ScalarPass {
  const { neurons, synapses, outputs } = neuronsOf(file);
  const { enters, evaluate } = scalarLosses[file.loss];
  const forward = reference(file, samples).neurons;
  const inSlotOrder = neurons.map(({ id }) => id).filter((id) => outputs.includes(id));
  const deltas = new Map(neurons.map(({ id }) => [id, [] as number[]]));
  samples.targets.forEach((targets, s) => {
    const numbers = (name: "z" | "a"): number[] => outputs.map((id) => forward.get(id)![name][s]!);
    const { error } = evaluate(numbers("z"), numbers("a"), targets);
    outputs.forEach((id, k) => {
      const gain = forward.get(id)!.gain[s]!;
      deltas.get(id)!.push(enters === "activation" ? gain * error[k]! : gain * 0 + error[k]!);
    });
    for (const { id, isInput } of neurons) {
      if (isInput || outputs.includes(id)) continue;
      let sum = 0;
      for (const output of inSlotOrder) sum = sum + weightOf(output, id) * deltas.get(output)![s]!;
      deltas.get(id)!.push(forward.get(id)!.gain[s]! * sum);
    }
  });
  const gradients = new Map(
    synapses.map(({ from, to }) => {
      const lanes = [0, 0];
      deltas
        .get(to)!
        .forEach((delta, s) => (lanes[s % 2] = lanes[s % 2]! + forward.get(from)!.a[s]! * delta));
      return [`${from} ${to}`, (lanes[0]! + lanes[1]!) * (1 / samples.inputs.length)];
    }),
  );
  return { deltas, gradients };
}
