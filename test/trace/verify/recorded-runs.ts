import {
  createSamples,
  Network,
  type NetworkOptions,
  type NetworkFile,
  parseNetwork,
  record,
  type RecordOptions,
  type Trace,
  type TrainOptions,
} from "../../../src/index.ts";

/** Numbers for a network: one list a sample. */
export interface Given {
  readonly file: NetworkFile;
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
}

export type Settings = Partial<TrainOptions>;
export type Recorded = RecordOptions & NetworkOptions;

/** A run of training, recorded from before its beginning until after its end. */
export function trainingOf(
  { file, inputs, targets }: Given,
  settings: Settings = {},
  recorded: Recorded = {},
): Trace {
  const network = new Network(parseNetwork(file), recorded);
  const recording = record(network, recorded);
  train(network, { inputs, targets }, settings);
  return recording.stop();
}

export function train(
  network: Network,
  { inputs, targets }: Pick<Given, "inputs" | "targets">,
  settings: Settings = {},
): void {
  const plan = { epochs: 2, batchSize: Math.ceil(inputs.length / 2), learningRate: 0.5, ...settings };
  network.train(createSamples(inputs, targets), plan).subscribe({
    error: (error: unknown) => {
      throw error;
    },
  });
}

/** Two inputs, a hidden layer with a skip connection around it, two outputs: listed out of order. */
export const small: Given = {
  file: {
    format: "counterflow-network",
    version: 1,
    name: "small",
    loss: "half-squared-error",
    neurons: [
      { id: "y", activation: "sigmoid", bias: 0.1 },
      { id: "a" },
      { id: "h", activation: "tanh", bias: -0.2 },
      { id: "b" },
      { id: "x", activation: "identity", bias: 0.3 },
    ],
    synapses: [
      { from: "h", to: "y", weight: 0.7 },
      { from: "b", to: "h", weight: -0.4 },
      { from: "a", to: "h", weight: 0.6 },
      { from: "a", to: "y", weight: 0.25 },
      { from: "h", to: "x", weight: -1.1 },
    ],
    inputs: ["a", "b"],
    outputs: ["x", "y"],
  },
  inputs: [[0.3, -0.7], [0.9, 0.2], [-0.4, 0.8]],
  targets: [[0.2, 0.8], [-0.3, 0.1], [0.6, 0.4]],
}; // prettier-ignore
