import { createRequire } from "node:module";
import { lossOf, type Subject } from "../subjects/subject.ts";
import { sampleLists, weightsOf, type Workload } from "../workloads.ts";

interface Synaptic {
  readonly Architect: {
    readonly Perceptron: new (...sizes: number[]) => {
      activate(input: number[]): number[];
      propagate(rate: number, target: number[]): void;
    };
  };
}

/**
 * Synaptic, which compiles a network into straight code when it is first used and updates after each sample. On large
 * networks that takes seconds, and still beats its interpreter.
 */
export function prepare(workload: Workload): Subject {
  const { Architect } = createRequire(import.meta.url)("synaptic") as Synaptic;
  const network = new Architect.Perceptron(...workload.sizes);
  const samples = sampleLists(workload);
  const part = weightsOf(workload) > 10_000 ? samples.slice(0, 4) : samples;
  return {
    samples: part.length,
    train: () => {
      for (const { input, output } of part) {
        network.activate(input);
        network.propagate(0.1, output);
      }
    },
    loss: () => lossOf(workload, part, (input) => network.activate(input)),
  };
}
