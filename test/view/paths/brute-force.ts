import { type FlatNetwork, type NetworkFile, neuronsOf } from "../../oracle/network-json.ts";
import type { Reference } from "../../oracle/scalar-reference.ts";

/** A path that was walked: its neurons from the weight's target on, its product, and how many factors that has. */
export interface WalkedPath {
  readonly neurons: readonly string[];
  readonly product: number;
  readonly factors: number;
}

/**
 * Walks every path from a neuron to the loss, one after the other, and multiplies what it meets. `errors`: what the loss
 * tells each output. Shares nothing with the view but the definition.
 */
export function walkPaths(
  file: NetworkFile,
  reference: Reference,
  sample: number,
  target: string,
  errors: ReadonlyMap<string, number>,
): WalkedPath[] {
  const network: FlatNetwork = neuronsOf(file);
  const enters = network.loss === "binary-cross-entropy" ? "pre-activation" : "activation";
  const outgoing = new Map<string, { to: string; weight: number }[]>();
  for (const { from, to, weight, feedback } of network.synapses) {
    outgoing.set(from, [...(outgoing.get(from) ?? []), { to, weight: feedback ?? weight }]);
  }
  const walked: WalkedPath[] = [];
  const walk = (neuron: string, before: readonly string[], product: number, factors: number): void => {
    const gain = reference.neurons.get(neuron)?.gain[sample] ?? NaN;
    const neurons = [...before, neuron];
    const error = errors.get(neuron);
    if (error !== undefined) {
      walked.push(
        enters === "activation"
          ? { neurons, product: product * gain * error, factors: factors + 2 }
          : { neurons, product: product * error, factors: factors + 1 },
      );
    }
    for (const { to, weight } of outgoing.get(neuron) ?? []) {
      walk(to, neurons, product * gain * weight, factors + 2);
    }
  };
  walk(target, [], 1, 0);
  return walked;
}
