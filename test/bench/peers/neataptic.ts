import { createRequire } from "node:module";
import { lossOf, type Subject } from "../subjects/subject.ts";
import { sampleLists, weightsOf, type Workload } from "../workloads.ts";

interface Neataptic {
  readonly architect: {
    readonly Perceptron: new (...sizes: number[]) => {
      activate(input: number[], training?: boolean): number[];
      propagate(rate: number, momentum: number, update: boolean, target: number[]): void;
    };
  };
  readonly config: { warnings: boolean };
}

/** Neataptic, updating after each sample. */
export function prepare(workload: Workload): Subject {
  const { architect, config } = createRequire(import.meta.url)("neataptic") as Neataptic;
  config.warnings = false;
  const network = new architect.Perceptron(...workload.sizes);
  const samples = sampleLists(workload);
  const part = weightsOf(workload) > 10_000 ? samples.slice(0, 32) : samples;
  return {
    samples: part.length,
    train: () => {
      for (const { input, output } of part) {
        network.activate(input, true);
        network.propagate(0.1, 0, true, output);
      }
    },
    loss: () => lossOf(workload, part, (input) => network.activate(input)),
  };
}
