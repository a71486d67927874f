/** The public face of Counterflow: what scenarios, and programs that use the package, may import. */
export { parseNetwork } from "./model/parse-network.ts";
export { writeNetwork } from "./model/write-network.ts";
export type { Model } from "./model/model.ts";
export type { NetworkFile } from "./model/network-spec.ts";

export { createSamples, sliceSamples, type Samples } from "./data/samples.ts";
export { generateSet } from "./data/generated-sets.ts";

export { Network, type NetworkOptions, type Prediction } from "./network/network.ts";
export { alignment, type Alignment } from "./network/error-transport/alignment.ts";
export { type ErrorTransportOptions, errorTransportNames } from "./network/error-transport/rules.ts";
export type { ErrorTransportName } from "./network/error-transport/rule.ts";
export type { TransportOptions } from "./network/fabric.ts";
export type { Traffic } from "./transport/transport.ts";
export type { Fault, FaultRates } from "./transport/simulated/fault.ts";
export type { Latency } from "./transport/simulated/latency.ts";
export type { LinkLatency } from "./network/link-latency.ts";
export type { KernelChoice } from "./math/kernels/kernel-choice.ts";
export type { Numbers, Precision } from "./math/precision.ts";
export type { TrainOptions } from "./network/train-options.ts";
export type { TrainingState } from "./model/checkpoint/checkpoint.ts";
export type { Gradients, NeuronVectors } from "./network/gradients.ts";
export type { Evaluation } from "./coordinator/tally.ts";
export type { BatchProgress, EpochProgress, Progress } from "./coordinator/training.ts";
export { Pipeline } from "./network/pipeline/pipeline.ts";
export type {
  PipelineBatch,
  PipelineEpoch,
  PipelineOptions,
  PipelineProgress,
  PipelineTrainOptions,
} from "./network/pipeline/options.ts";
export type { DelayedSchedule, Schedule } from "./network/pipeline/course.ts";
export { drawnTiming } from "./network/pipeline/drawn-timing.ts";
export { workTiming } from "./network/pipeline/work-timing.ts";
export type { StageReport } from "./network/pipeline/stage-report.ts";
export { recordPipeline } from "./network/pipeline/record-pipeline.ts";
export type { CorrectorOptions } from "./stage/correctors.ts";
export type { DelayLaw } from "./stage/delays.ts";
export { Replicas } from "./network/replicas/replicas.ts";
export type {
  ReplicasCommit,
  ReplicasEpoch,
  ReplicasOptions,
  ReplicasProgress,
  ReplicasTrainOptions,
} from "./network/replicas/options.ts";
export {
  type ConsistencyName,
  consistencyNames,
  type ConsistencyOptions,
} from "./network/replicas/consistencies.ts";
export type { Consistency } from "./schedule/consistency/consistency.ts";
export {
  type ReplicaReport,
  ReplicaTally,
  type ReplicaUpdate,
  type WorkerReport,
} from "./schedule/consistency/replica-report.ts";
export type { ReplicaSize, ReplicaStep, ReplicaTiming } from "./schedule/consistency/replica-step.ts";
export { replicaSteps } from "./schedule/consistency/replica-steps.ts";
export { watch } from "./network/watching/watch.ts";
export type { WatchOptions } from "./network/watching/wanted-events.ts";
export { record, type RecordOptions, type Recording } from "./network/record.ts";
export { LoneNeuron, type LoneNeuronOptions } from "./neuron/lone-neuron.ts";
export type { Neuron } from "./neuron/neuron.ts";

export type { Activation, ErrorSignal, RowMessage } from "./message/message.ts";
export { type EventOf, productsOf, type TraceEvent } from "./trace/event.ts";
export type { Trace, TraceHeader, TraceLevel } from "./trace/header.ts";
export { createReplay, type Replay } from "./trace/replay/replay.ts";
export type { BatchState, NeuronState, RunState, TurnState } from "./trace/replay/run-state.ts";
export type { Join } from "./trace/replay/join.ts";
export { messageTimes, type MessageTimes } from "./trace/stages/message-times.ts";
export { recordedFigures, type RecordedFigures } from "./trace/stages/stage-figures.ts";
export { selectEvents, type TraceSelection } from "./trace/select.ts";
export type { Phase } from "./trace/phase.ts";
export { traceLines } from "./trace/write-trace.ts";
export { InputError, type Problem } from "./message/input-error.ts";
export { RunError } from "./message/run-error.ts";

export { type Action, actionText } from "./schedule/action.ts";
export type { Plan, PlanSize } from "./schedule/plan.ts";
export { makePlan, type PlanName, planNames } from "./schedule/plans.ts";
export { planCsv, readPlan } from "./schedule/read-plan.ts";
export { checkPlan } from "./schedule/check-plan.ts";
export { runPlan } from "./schedule/run-plan.ts";
export { policies, type PolicyName, policyNames, type PolicyOptions } from "./schedule/policies.ts";
export type { Policy } from "./schedule/policy.ts";
export { type PolicySize, runPolicy } from "./schedule/run-policy.ts";
export type { Slot, Timetable } from "./schedule/timetable.ts";
export type { Timing } from "./schedule/timing.ts";
export { type Figures, figuresOf } from "./schedule/figures.ts";
export { type Idle, idleByCause, type IdleCause, idleCauses, idleTimes } from "./schedule/idle.ts";
export { type Grid, gridOf, gridTexts } from "./schedule/grid.ts";
export { gridText } from "./schedule/grid-text.ts";
export { type ClosedForm, closedForm, type UniformTiming } from "./schedule/closed-forms.ts";
export { type PolicyForm, policyForm } from "./schedule/policy-closed-forms.ts";
export { stageEvents } from "./schedule/stage-events.ts";
export { type StageVersions, versionsOf } from "./schedule/versions.ts";
export { scheduleView, type ScheduleViewOptions } from "./view/schedule/schedule-view.ts";

export {
  predictiveCodingGradient,
  type PredictiveCodingOptions,
} from "./study/energy-based/predictive-coding.ts";
export { decoupledGradient } from "./study/decoupled/decoupled-gradient.ts";
export { type GradientModel, LinearGradientModel } from "./study/decoupled/gradient-model.ts";
export {
  equilibriumGradient,
  equilibriumLoss,
  type EquilibriumPropagationOptions,
} from "./study/energy-based/equilibrium-propagation.ts";

export { studies } from "./study/studies.ts";
export type { AxisFile, Study, StudyFile } from "./study/sweep/study.ts";
export { readStudy } from "./study/sweep/read-study.ts";
export { casesOf, type StudyCase } from "./study/sweep/axes.ts";
export { runCase } from "./study/sweep/run-case.ts";
export type { CaseResult } from "./study/sweep/case-result.ts";
export type { World } from "./study/sweep/world.ts";
export { type Finished, groupsOf, spreadOf } from "./study/sweep/summary.ts";
export { studyTable } from "./study/sweep/study-table.ts";
export { drawFigures } from "./study/sweep/draw-figures.ts";

export { scenario } from "./cli/scenario.ts";
export type { Language } from "./view/language.ts";
export type { Scenario, Screen } from "./view/screen.ts";

export { numberOption } from "./view/number-option.ts";
export { narrate } from "./view/narration.ts";
export { barrierText, waitingText } from "./view/waiting.ts";
export { drawDecisionMap } from "./view/terminal/decision-map.ts";
export { drawGlyph } from "./view/terminal/glyph.ts";
export { drawNetwork } from "./view/terminal/diagram/network-diagram.ts";
