import type { Coordinator } from "../coordinator/coordinator.ts";
import type { Training, TrainingPlan } from "../coordinator/training.ts";
import { newStep } from "../math/optimizer.ts";
import { optimizer } from "../math/optimizers.ts";
import { newNumbers, type Numbers, type Precision } from "../math/precision.ts";
import { InputError, type Problem } from "../message/input-error.ts";
import { beginning } from "../message/position.ts";
import { RunError } from "../message/run-error.ts";
import type { TrainingState } from "../model/checkpoint/checkpoint.ts";
import type { Model } from "../model/model.ts";
import type { Memory } from "../neuron/memory.ts";
import type { Assembly } from "./assemble.ts";
import type { TrainOptions } from "./train-options.ts";

/**
 * What a training run needs to go on from where it stands, as a copy.
 * @throws RunError where there is no run, or it does not stand between two batches
 */
export function takeState(
  { memory }: Assembly,
  coordinator: Coordinator,
  training: Training | undefined,
): TrainingState {
  const position = training?.position;
  if (position === undefined) {
    const got = training === undefined ? "no run" : "one in the middle of a batch";
    throw new RunError(`state: expected a training run that stands between two batches; got ${got}`);
  }
  const { optimizer: rule, step, state } = memory.learning;
  const { commit, learningRate, beta1, beta2 } = step;
  expectNoOtherLearner(memory);
  return {
    precision: memory.backend.precision,
    optimizer: rule.name,
    position,
    commits: coordinator.commits,
    batches: coordinator.batches,
    step: { commit, learningRate, beta1, beta2 },
    parameters: memory.parameters.numbers.slice(),
    slots: state.map(({ numbers }) => numbers.slice()),
  };
}

/** What a run begins with. */
export interface Fresh {
  readonly precision: Precision;
  readonly parameters: Numbers;
  readonly commits: number;
}

/** The state of a run that has not begun, over a network that has done nothing yet: to be kept before anything is done. */
export function startingState(network: Fresh, { optimizer: rule = "sgd" }: TrainOptions): TrainingState {
  const { name, slots } = optimizer(typeof rule === "string" ? { name: rule } : rule);
  const { precision, parameters, commits } = network;
  return {
    ...{ precision, optimizer: name, position: beginning, commits, batches: 0 },
    step: newStep(),
    parameters: parameters.slice(),
    slots: Array.from({ length: slots }, () => newNumbers(precision, parameters.length)),
  };
}

/** How long a run is: epochs of batches. */
interface Length {
  readonly epochs: number;
  readonly batches: number;
}

/**
 * Puts a network, whose learning has just begun, where another run stood.
 * @throws InputError that names all in which the state does not fit the network and its run; nothing is changed then
 */
export function goOnFrom(
  state: TrainingState,
  { epochs, batchSize }: TrainingPlan,
  samples: number,
  model: Model,
  parts: Assembly,
  coordinator: Coordinator,
): void {
  expectNoOtherLearner(parts.memory);
  checkState(state, model, parts.memory, { epochs, batches: Math.ceil(samples / batchSize) });
  restoreState(state, parts, coordinator);
}

/** Error weights that learn by themselves are no part of a state: the run could not go on from it. */
function expectNoOtherLearner({ errorWeightRule }: Memory): void {
  if (errorWeightRule === undefined || errorWeightRule.follow !== undefined) return;
  throw new RunError("state: expected error weights that follow from the weights; got ones that learn too");
}

function checkState(state: TrainingState, model: Model, { learning, backend }: Memory, length: Length): void {
  const { position } = state;
  const problems: Problem[] = [];
  const expect = (path: string, holds: boolean, expected: string | number, got: string | number): void => {
    if (!holds) problems.push({ path, message: `expected ${expected}; got ${got}` });
  };
  const equal = (path: string, expected: string | number, got: string | number): void =>
    expect(path, expected === got, expected, got);
  const atMost = (path: string, most: number, got: number): void =>
    expect(path, got <= most, `at most ${most}`, got);
  const count = model.parameterCount;
  equal("resume.precision", backend.precision, state.precision);
  equal("resume.optimizer", learning.optimizer.name, state.optimizer);
  equal("resume.parameters.length", count, state.parameters.length);
  equal("resume.slots.length", learning.optimizer.slots, state.slots.length);
  state.slots.forEach((slot, k) => equal(`resume.slots[${k}].length`, count, slot.length));
  // An epoch that has been begun is one of the run's, and comes to its end.
  const begun = position.batch > 0 ? 1 : 0;
  atMost("resume.position.epoch", length.epochs - begun, position.epoch);
  atMost("resume.position.batch", length.batches, position.batch);
  if (problems.length > 0) throw new InputError(problems);
}

function restoreState(
  state: TrainingState,
  { memory, populations }: Assembly,
  coordinator: Coordinator,
): void {
  memory.parameters.numbers.set(state.parameters);
  memory.learning.state.forEach(({ numbers }, k) => {
    const slot = state.slots[k];
    if (slot !== undefined) numbers.set(slot);
  });
  Object.assign(memory.learning.step, state.step);
  coordinator.commits = state.commits;
  coordinator.batches = state.batches;
  for (const { shared, neurons } of populations) {
    if (shared.role !== "computing") continue;
    shared.version = state.commits;
    const { rows, rowLength } = shared;
    for (let row = rows; row < rows + neurons.length * rowLength; row += rowLength)
      memory.errorWeightRule?.follow?.(memory, row, row + rowLength, shared.version);
  }
}
