import { activationFunction } from "../math/activation-functions.ts";
import type { Backend } from "../math/kernels/backend.ts";
import { loss } from "../math/losses.ts";
import { scalarCount } from "../math/kernels/scalars.ts";
import { newStep } from "../math/optimizer.ts";
import { optimizer } from "../math/optimizers.ts";
import type { Receiver } from "../message/actor.ts";
import type { Model } from "../model/model.ts";
import { noFrame } from "../neuron/frame.ts";
import { Inflow } from "../neuron/inflow.ts";
import { LossActor } from "../neuron/loss-actor.ts";
import type { Learning, Memory } from "../neuron/memory.ts";
import type { Neuron } from "../neuron/neuron.ts";
import { planBackward, planForward } from "../neuron/plans.ts";
import { Population } from "../neuron/population.ts";
import { nobodyYet } from "../neuron/watched-stream.ts";
import type { Shared } from "../neuron/shared.ts";
import type { Transport } from "../transport/transport.ts";
import { type TransportOptions, weave } from "./fabric.ts";
import { mirror } from "./error-transport/mirror.ts";
import type { ErrorTransportRule } from "./error-transport/rule.ts";
import { hostNumbers } from "./host-numbers.ts";

/** What a network is made of, wired and ready to be fed. */
export interface Assembly {
  readonly memory: Memory;
  /** In slot order: the neurons that are told together. */
  readonly populations: readonly Population[];
  readonly loss: LossActor;
  readonly transport: Transport;
  /** The node that the forward stream starts from. */
  readonly feed: number;
}

export interface AssemblyOptions {
  /** "end": no error signal flows to the inputs. "receive": inputs compute ∂L/∂input (their gain is 1). */
  readonly inputErrors: "end" | "receive";
  readonly backend: Backend;
  readonly transport: TransportOptions;
  /** What the reversed arrows carry: backpropagation unless said. */
  readonly errorTransport?: ErrorTransportRule | undefined;
  readonly idOf: (slot: number) => string;
  /** Where the backward stream ends. */
  readonly coordinator: Receiver;
  /** Who hears of a population's messages in its place; the population itself unless said. */
  readonly gateOf?: ((population: Population) => Receiver) | undefined;
}

/** Makes the actors of a model and wires them: once forward, and once with the arrows turned round. */
export function assemble(model: Model, options: AssemblyOptions): Assembly {
  const memory = createMemory(model, options.backend, options.errorTransport);
  const receivers: Receiver[] = [];
  const learners: Population[] = [];
  const numbers = hostNumbers(model, memory, options.idOf);
  const fabric = weave(model, { ...options, numbers }, receivers, learners);
  const { transport } = fabric;
  const rule = loss(model.loss);
  const outputAt = firstOutputs(model);

  const populations = fabric.groups.map(({ population, node, forward, backward }) => {
    const firstOutput = outputAt.get(population.first);
    const seat = { firstSlot: population.first, rows: population.rows, rowLength: population.fanIn + 1 };
    const activation = activationFunction(
      population.activation === "input" ? "identity" : population.activation,
    );
    const output = firstOutput === undefined ? undefined : { firstOutput, enters: rule.enters };
    const shared: Shared = {
      node,
      idOf: options.idOf,
      role: population.activation === "input" ? "input" : "computing",
      activation,
      ...seat,
      memory,
      inputs: new Inflow(forward.wiring, forward.node, planForward(memory, seat, activation)),
      errors: new Inflow(backward.wiring, backward.node, planBackward(memory, seat, output)),
      downstream: transport.forward,
      upstream: transport.backward,
      version: 0,
      watched: nobodyYet(),
    };
    return new Population(shared, population.size);
  });
  const lossActor = new LossActor({
    loss: rule,
    memory,
    slots: model.outputs,
    node: fabric.loss,
    upstream: transport.backward,
    whenStopped: options.coordinator,
  });
  // In node order: the populations, the feed, the loss.
  const { gateOf = (population: Population): Receiver => population } = options;
  for (const receiver of [...populations.map(gateOf), options.coordinator, lossActor])
    receivers.push(receiver);
  for (const population of populations) if (population.shared.role === "computing") learners.push(population);
  return { memory, populations, loss: lossActor, transport, feed: fabric.feed };
}

function createMemory(model: Model, backend: Backend, transport: ErrorTransportRule | undefined): Memory {
  const { feedback, frozen } = model;
  const count = model.parameterCount;
  const parameters = backend.allocate(count);
  if (model.drawParameters !== undefined) model.drawParameters(parameters.numbers);
  else parameters.numbers.set(model.parameters);
  const errorWeights =
    transport?.errorWeights?.(model) ?? (feedback === undefined ? undefined : mirror(model));
  const memory: Memory = {
    backend,
    parameters,
    errorWeights: errorWeights === undefined ? parameters : backend.allocate(errorWeights.count),
    errorWeightRule: errorWeights,
    feedback,
    gradients: backend.allocate(count),
    scalars: backend.allocate(scalarCount),
    frozen,
    frame: noFrame,
    learning: notLearning(),
  };
  errorWeights?.start(memory);
  return memory;
}

/** What stands in `learning` while nobody trains. */
export function notLearning(): Learning {
  return { optimizer: optimizer({ name: "sgd" }), state: [], step: newStep(), commitAfter: "batch" };
}

/** Of each population of outputs, by its first slot: the number of that neuron among the outputs. */
function firstOutputs(model: Model): ReadonlyMap<number, number> {
  return new Map(Array.from(model.outputs, (slot, k) => [slot, k]));
}

/** The neuron that stands in a slot, found by bisection; undefined where there is none. */
export function neuronAt(populations: readonly Population[], slot: number): Neuron | undefined {
  let low = 0;
  let high = populations.length - 1;
  const firstOf = (index: number): number => populations[index]?.shared.firstSlot ?? Infinity;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (firstOf(middle) <= slot) low = middle;
    else high = middle - 1;
  }
  return populations[low]?.neurons[slot - firstOf(low)];
}
