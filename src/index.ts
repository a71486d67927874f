/** The public face of Counterflow: what scenarios, and programs that use the package, may import. */
export { parseNetwork } from "./model/parse-network.ts";
export { writeNetwork } from "./model/write-network.ts";
export type { Model } from "./model/model.ts";
export type { NetworkFile } from "./model/network-spec.ts";

export { createSamples, sliceSamples, type Samples } from "./data/samples.ts";
export { generateSet } from "./data/generated-sets.ts";

export { Network, type NetworkOptions, type Prediction } from "./network/network.ts";
export type { TrainOptions } from "./network/train-options.ts";
export type { Gradients, NeuronVectors } from "./network/gradients.ts";
export type { BatchProgress, EpochProgress, Evaluation, Progress } from "./coordinator/training.ts";
export { watch } from "./network/watch.ts";
export { LoneNeuron, type LoneNeuronOptions } from "./neuron/lone-neuron.ts";
export type { Neuron } from "./neuron/neuron.ts";

export type { Activation, ErrorSignal, RowMessage } from "./message/message.ts";
export type { TraceEvent } from "./trace/event.ts";
export { InputError, type Problem } from "./message/input-error.ts";
export { RunError } from "./message/run-error.ts";

export { scenario } from "./cli/scenario.ts";
export type { Language, Scenario, Screen } from "./view/screen.ts";

export { drawDecisionMap } from "./view/terminal/decision-map.ts";
export { drawGlyph } from "./view/terminal/glyph.ts";
export { drawNetwork } from "./view/terminal/diagram/network-diagram.ts";
