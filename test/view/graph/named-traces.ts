import type { NetworkFile, Trace } from "../../../src/index.ts";
import { truncate } from "../../../src/view/terminal/text-width.ts";
import { traceOf } from "../example-traces.ts";

/** One hidden neuron for each name. */
export function named(names: readonly string[]): Trace {
  const file: NetworkFile = {
    format: "counterflow-network",
    version: 1,
    loss: "half-squared-error",
    neurons: [
      { id: "in" },
      ...names.map((id) => ({ id, activation: "tanh" as const, bias: 0 })),
      { id: "out", activation: "tanh", bias: 0 },
    ],
    synapses: names.flatMap((id) => [
      { from: "in", to: id, weight: 1 },
      { from: id, to: "out", weight: 1 },
    ]),
    inputs: ["in"],
    outputs: ["out"],
  };
  return traceOf(file, [[1]], [[0]]);
}

/** What formats take for a line break, a name of their own, an entity, a formula, Markdown, or nothing. */
export const trickyNames = ["\\n", "\\N\\G", "back\\", "&lt;", "&#38;#60;", "$$x^2$$", "**b** _i_", "1. one", "- one", " ", "a;b", "style x:y#z;", "\\n\\N\\\\&amp;".repeat(9)]; // prettier-ignore

/** A name as a label shows it. */
export const shown = (name: string): string => truncate(name, 40);

/** Names of all neurons, as the file of the network has them. */
export function namesOf({ header: { network } }: Trace): string[] {
  if ("neurons" in network) return network.neurons.map(({ id }) => id);
  return network.layers.flatMap(({ id, size }) => Array.from({ length: size }, (_, i) => `${id}.${i}`));
}
