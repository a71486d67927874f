import { createRequire } from "node:module";
import { lossOf, type Subject } from "../subjects/subject.ts";
import { sampleLists, type Workload } from "../workloads.ts";

interface Datum {
  readonly input: Float32Array;
  readonly output: Float32Array;
}

interface BrainJs {
  readonly NeuralNetwork: new (options: object) => {
    initialize(): void;
    trainPattern(datum: Datum): void;
    runInput(input: Float32Array): Float32Array;
  };
}

/**
 * brain.js on the processor, updating after each sample, with the momentum that it always has. `trainPattern` is the inner
 * step of its `train`, without that one's preparation of all samples at each call.
 */
export function prepare(workload: Workload): Subject {
  const { NeuralNetwork } = createRequire(import.meta.url)("brain.js") as BrainJs;
  const [inputSize, ...rest] = workload.sizes;
  const network = new NeuralNetwork({
    inputSize,
    hiddenLayers: rest.slice(0, -1),
    outputSize: rest.at(-1),
    activation: "sigmoid",
    learningRate: 0.1,
  });
  network.initialize();
  const samples = sampleLists(workload);
  const data = samples.map(({ input, output }) => ({ input: Float32Array.from(input), output: Float32Array.from(output) })); // prettier-ignore
  return {
    samples: data.length,
    train: () => {
      for (const datum of data) network.trainPattern(datum);
    },
    loss: () => lossOf(workload, samples, (input) => network.runInput(Float32Array.from(input))),
  };
}
