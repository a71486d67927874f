import type { Observable } from "rxjs";
import type { ActivationName } from "../math/activation-function.ts";
import { activationFunction } from "../math/activation-functions.ts";
import { type Block, blockOf } from "../math/kernels/block.ts";
import { jsBackend } from "../math/kernels/js-backend.ts";
import { scalarCount } from "../math/kernels/scalars.ts";
import { newStep } from "../math/optimizer.ts";
import { type OptimizerOptions, optimizer } from "../math/optimizers.ts";
import type { Activation, ErrorSignal, RowMessage } from "../message/message.ts";
import { RunError } from "../message/run-error.ts";
import { createFrame } from "./frame.ts";
import { Inbox } from "./inbox.ts";
import { Inflow } from "./inflow.ts";
import type { Memory } from "./memory.ts";
import type { Neuron } from "./neuron.ts";
import { planBackward, planForward, type Seat } from "./plans.ts";
import { Population } from "./population.ts";
import type { Shared } from "./shared.ts";
import type { Wiring } from "./wiring.ts";
import { nobodyYet } from "./watched-stream.ts";

export interface LoneNeuronOptions {
  readonly id: string;
  readonly activation: ActivationName;
  readonly bias: number;
  /** Its incoming synapses, in order: from whom, and the weight that their activations meet. */
  readonly inputs: readonly { readonly from: string; readonly weight: number }[];
  /** Its outgoing synapses, in order: to whom, and the weight that their error signals meet. */
  readonly outputs: readonly { readonly to: string; readonly weight: number }[];
  /** Samples of a batch; 1 unless said. */
  readonly samples?: number | undefined;
  /** "sgd" unless said. */
  readonly optimizer?: OptimizerOptions | undefined;
}

/**
 * One neuron lifted out of its network, with plain streams for neighbours. What arrives, one message a synapse, in any
 * order and even twice, goes into `receive`; what the neuron answers comes out of `forward$` and `backward$`.
 *
 *     merge(x1$, x2$, o1$).subscribe((message) => lone.receive(message));
 *
 * It is the very neuron of a network, with copies of its own of what its neighbours sent.
 */
export class LoneNeuron {
  readonly #neuron: Neuron;
  readonly #population: Population;
  readonly #memory: Memory;
  readonly #samples: number;
  readonly #activations: Inbox;
  readonly #errorSignals: Inbox;

  constructor(options: LoneNeuronOptions) {
    const { inputs, outputs, samples = 1 } = options;
    this.#samples = samples;
    this.#memory = createMemory(options, samples);
    this.#population = createPopulation(options, this.#memory);
    const [neuron] = this.#population.neurons;
    if (neuron === undefined) throw new RangeError("a population of one has a neuron");
    this.#neuron = neuron;
    this.#activations = new Inbox(inputs.map(({ from }) => from));
    this.#errorSignals = new Inbox(outputs.map(({ to }) => to));
  }

  get forward$(): Observable<Activation> {
    return this.#neuron.forward$;
  }

  get backward$(): Observable<ErrorSignal> {
    return this.#neuron.backward$;
  }

  get row$(): Observable<RowMessage> {
    return this.#neuron.row$;
  }

  /** Whom the neuron still waits for before it can answer a micro-batch. */
  waitingFor(microBatch: number): { readonly activations: string[]; readonly errorSignals: string[] } {
    return {
      activations: this.#activations.waitingFor(microBatch),
      errorSignals: this.#errorSignals.waitingFor(microBatch),
    };
  }

  /** @throws RunError if the message is none that this neuron can place */
  receive(message: Activation | ErrorSignal): void {
    const { frame } = this.#memory;
    const [inbox, block, firstSlot] =
      message.kind === "activation"
        ? [this.#activations, frame.a, 1]
        : [this.#errorSignals, frame.delta, this.#population.shared.rowLength];
    const part = { index: message.microBatch, first: message.firstSample, samples: message.values.length };
    if (message.batch !== frame.batch || part.first + part.samples > this.#samples) {
      throw new RunError(
        `neuron ${this.#neuron.id}: expected messages of batch ${frame.batch} and its ${this.#samples} samples; ` +
          `got batch ${message.batch}, ${part.samples} samples from ${part.first} on, from ${message.from}`,
      );
    }
    const complete = inbox.accept(message.from, part, (place) => {
      block.numbers.set(message.values, (firstSlot + place) * frame.stride + part.first);
    });
    if (complete === undefined) return;
    if (message.kind === "activation") this.#neuron.forward(complete);
    else this.#neuron.backward(complete);
  }

  /** The batch is complete: its gradient, then the update; the next batch may come. */
  commit(learningRate: number): void {
    const { frame, learning, scalars } = this.#memory;
    learning.optimizer.begin(learning.step, learningRate, scalars.numbers);
    this.#population.receive("gradient", 0);
    this.#population.receive("commit", 0);
    this.#activations.clear();
    this.#errorSignals.clear();
    frame.batch++;
  }
}

/** Slots: the neuron itself, its sources, its targets. Parameters: its row. Error weights: one a target. */
function createMemory(
  { inputs, outputs, bias, optimizer: rule }: LoneNeuronOptions,
  samples: number,
): Memory {
  const backend = jsBackend("f64");
  const parameters = Float64Array.from([...inputs.map(({ weight }) => weight), bias]);
  const empty = (): Block => backend.allocate(parameters.length);
  const chosen = optimizer(rule ?? { name: "sgd" });
  const frame = createFrame(backend, 1 + inputs.length + outputs.length, 0, samples);
  frame.batch = 0;
  frame.samples = samples;
  return {
    backend,
    parameters: blockOf(parameters),
    errorWeights: blockOf(Float64Array.from(outputs, ({ weight }) => weight)),
    errorWeightRule: undefined,
    feedback: undefined,
    gradients: empty(),
    scalars: backend.allocate(scalarCount),
    frozen: undefined,
    frame,
    learning: {
      optimizer: chosen,
      state: Array.from({ length: chosen.slots }, empty),
      step: newStep(),
      commitAfter: "batch",
    },
  };
}

function createPopulation(options: LoneNeuronOptions, memory: Memory): Population {
  const { id, activation, inputs, outputs } = options;
  const seat: Seat = { firstSlot: 0, rows: 0, rowLength: inputs.length + 1 };
  const squashing = activationFunction(activation);
  const nowhere = { send: () => undefined };
  const shared: Shared = {
    node: 0,
    idOf: () => id,
    role: "computing",
    activation: squashing,
    ...seat,
    memory,
    inputs: new Inflow(oneArc(1, inputs.length), 0, planForward(memory, seat, squashing)),
    errors: new Inflow(oneArc(1 + inputs.length, outputs.length), 0, planBackward(memory, seat, undefined)),
    downstream: nowhere,
    upstream: nowhere,
    version: 0,
    watched: nobodyYet(),
  };
  return new Population(shared, 1);
}

/** All messages of a direction as one block of neighbouring slots, with neighbouring weights. */
function oneArc(slot: number, count: number): Wiring {
  return {
    arcsOf: Int32Array.of(0, 1),
    slot: Int32Array.of(slot),
    count: Int32Array.of(count),
    weightAt: Int32Array.of(0),
    weightStep: Int32Array.of(1),
    memberStep: Int32Array.of(0),
  };
}
