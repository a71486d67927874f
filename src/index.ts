/** The public face of Counterflow: what scenarios, and programs that use the package, may import. */
export { parseNetwork } from "./model/parse-network.ts";
export { writeNetwork } from "./model/write-network.ts";
export type { Model } from "./model/model.ts";
export type { NetworkFile } from "./model/network-spec.ts";

export { createSamples, sliceSamples, type Samples } from "./data/samples.ts";
export { generateSet } from "./data/generated-sets.ts";

export { Network, type NetworkOptions, type Prediction } from "./network/network.ts";
export type { KernelChoice } from "./math/kernels/kernel-choice.ts";
export type { Numbers, Precision } from "./math/precision.ts";
export type { TrainOptions } from "./network/train-options.ts";
export type { Gradients, NeuronVectors } from "./network/gradients.ts";
export type { BatchProgress, EpochProgress, Evaluation, Progress } from "./coordinator/training.ts";
export { watch, type WatchOptions } from "./network/watch.ts";
export { record, type RecordOptions, type Recording } from "./network/record.ts";
export { LoneNeuron, type LoneNeuronOptions } from "./neuron/lone-neuron.ts";
export type { Neuron } from "./neuron/neuron.ts";

export type { Activation, ErrorSignal, RowMessage } from "./message/message.ts";
export { type EventOf, productsOf, type TraceEvent } from "./trace/event.ts";
export type { Trace, TraceHeader, TraceLevel } from "./trace/header.ts";
export { createReplay, type Replay } from "./trace/replay/replay.ts";
export type { BatchState, NeuronState, RunState, TurnState } from "./trace/replay/run-state.ts";
export type { Join } from "./trace/replay/join.ts";
export { selectEvents, type TraceSelection } from "./trace/select.ts";
export type { Phase } from "./trace/phase.ts";
export { traceLines } from "./trace/write-trace.ts";
export { InputError, type Problem } from "./message/input-error.ts";
export { RunError } from "./message/run-error.ts";

export { scenario } from "./cli/scenario.ts";
export type { Language } from "./view/language.ts";
export type { Scenario, Screen } from "./view/screen.ts";

export { narrate } from "./view/narration.ts";
export { barrierText, waitingText } from "./view/waiting.ts";
export { drawDecisionMap } from "./view/terminal/decision-map.ts";
export { drawGlyph } from "./view/terminal/glyph.ts";
export { drawNetwork } from "./view/terminal/diagram/network-diagram.ts";
