import { Observable, Subject } from "rxjs";
import { Coordinator } from "../coordinator/coordinator.ts";
import type { Evaluation } from "../coordinator/tally.ts";
import { type Progress, Training, evaluate } from "../coordinator/training.ts";
import { epochOrder } from "../data/epoch-order.ts";
import type { Samples } from "../data/samples.ts";
import { clipGradients } from "./clip-gradients.ts";
import type { Loss } from "../math/loss.ts";
import { backend } from "../math/kernels/backends.ts";
import type { Numbers, Precision } from "../math/precision.ts";
import type { BatchMessage } from "../message/message.ts";
import { RunError } from "../message/run-error.ts";
import type { TrainingState } from "../model/checkpoint/checkpoint.ts";
import type { Model } from "../model/model.ts";
import { type NeuronIds, neuronIds } from "../model/neuron-ids.ts";
import type { LossMessage } from "../neuron/loss-actor.ts";
import type { Neuron } from "../neuron/neuron.ts";
import type { Population } from "../neuron/population.ts";
import type { Change } from "../trace/change.ts";
import { applyChange } from "./apply-change.ts";
import { type Assembly, assemble, neuronAt, notLearning } from "./assemble.ts";
import { checkSamples } from "./check-samples.ts";
import type { Traffic } from "../transport/transport.ts";
import { drive } from "./drive.ts";
import type { ErrorTransportRule } from "./error-transport/rule.ts";
import { errorTransportRule } from "./error-transport/rules.ts";
import { type Gradients, vectorsOf } from "./gradients.ts";
import { keepComplete } from "./keep-complete.ts";
import { loadBatch, makeRoom } from "./load-batch.ts";
import type { NetworkOptions } from "./network-options.ts";
import { type TrainMessage, type TrainOptions, learningOf, planOf, settingsOf } from "./train-options.ts";
import { goOnFrom, takeState } from "./training-state.ts";

export type { NetworkOptions } from "./network-options.ts";

/** Predictions: what the output neurons say, sample by sample. */
export interface Prediction extends Evaluation {
  /** samples × outputs, row-major. */
  readonly outputs: Float64Array;
}

/** What is said of a run as a whole: how it will learn, each batch before it is fed, and what somebody changed. */
export type RunMessage = BatchMessage | TrainMessage | { readonly kind: "change"; readonly change: Change };

/** A running network: neurons that can be watched, and the coordinator that feeds them. */
export class Network {
  readonly model: Model;
  readonly ids: NeuronIds;
  readonly #parts: Assembly;
  readonly #coordinator: Coordinator;
  #run: Subject<RunMessage> | undefined;
  /** Whether error signals flow on to the inputs. */
  readonly inputErrors: "end" | "receive";
  /** How messages travel. */
  readonly transport: "local" | "simulated";
  /** What the reversed arrows carry. */
  readonly errorTransport: ErrorTransportRule;
  /** What a training run does before each of its commits. */
  #beginCommit: () => void = () => undefined;
  #isTraining = false;
  /** The run that is going on, or the last one. */
  #training: Training | undefined;

  constructor(given: Model, options: NetworkOptions = {}) {
    this.errorTransport = errorTransportRule(options.errorTransport);
    const model = this.errorTransport.model?.(given) ?? given;
    this.model = model;
    this.ids = neuronIds(model);
    this.inputErrors = options.inputErrors ?? "end";
    this.transport =
      options.transport === undefined || options.transport.name === "local" ? "local" : "simulated";
    const { kernel = "auto", precision = "f64" } = options;
    const parts = assemble(model, {
      inputErrors: this.inputErrors,
      backend: typeof kernel === "string" ? backend(kernel, precision) : kernel,
      transport: options.transport ?? { name: "local" },
      errorTransport: this.errorTransport,
      idOf: this.ids.idOf,
      coordinator: { receive: (task, microBatch) => this.#coordinator.receive(task, microBatch) },
    });
    this.#parts = parts;
    this.#coordinator = new Coordinator({
      transport: parts.transport,
      feed: parts.feed,
      load: (batch, selection, microBatch, purpose) => {
        const { capacity } = selection;
        if (parts.memory.frame.stride !== capacity) makeRoom(model, parts, capacity, this.inputErrors);
        const microBatches = loadBatch(model, parts, batch, selection, microBatch, purpose);
        if (this.#run?.observed === true) {
          const rows = Array.from(selection.rows.subarray(selection.from, selection.to));
          this.#run.next({ kind: "batch", batch, purpose, rows, microBatches });
        }
        return microBatches;
      },
      keep: (microBatches) => keepComplete(parts, microBatches),
      beginCommit: () => this.#beginCommit(),
      results: () => parts.loss,
    });
  }

  /** The weights and biases as they are now, in the places of `model.parameters`. */
  get parameters(): Numbers {
    return this.#parts.memory.parameters.numbers;
  }

  /** What error signals are multiplied by, in the same places: the weights, unless the rule or a feedback weight says otherwise. */
  get errorWeights(): Numbers {
    return this.#parts.memory.errorWeights.numbers;
  }

  /** How wide its numbers are. */
  get precision(): Precision {
    return this.#parts.memory.backend.precision;
  }

  /** Commits so far. */
  get commits(): number {
    return this.#coordinator.commits;
  }

  /** Time by the transport's clock. */
  get now(): number {
    return this.#parts.transport.now();
  }

  /** What the coordinator says, and what somebody changed. */
  get run$(): Observable<RunMessage> {
    return (this.#run ??= new Subject());
  }

  /** Where the loss's term joins an output's delta: before its gain (as ∂L/∂a) or after (as ∂L/∂z). */
  get lossEnters(): Loss["enters"] {
    return this.#parts.loss.enters;
  }

  /** What the loss sends to the outputs, micro-batch by micro-batch. */
  get loss$(): Observable<LossMessage> {
    return this.#parts.loss.loss$;
  }

  /** Those that are told together, in slot order. */
  get populations(): readonly Population[] {
    return this.#parts.populations;
  }

  /** What it took to deliver its messages, where they can be lost; undefined elsewhere. */
  traffic(): Traffic | undefined {
    return this.#parts.transport.traffic?.();
  }

  /** Has what neurons have done so far of a task at hand told at once: for who looks at a recording in the middle of one. */
  report(): void {
    for (const population of this.#parts.populations) population.report();
  }

  /** All neurons, in slot order. */
  *neurons(): Generator<Neuron, void, undefined> {
    for (const population of this.#parts.populations) yield* population.neurons;
  }

  /** @throws RangeError if no neuron has this id */
  neuron(id: string): Neuron {
    const slot = this.ids.slotOf(id);
    if (slot === undefined) throw new RangeError(`neuron: expected the id of a neuron; got "${id}"`);
    const neuron = neuronAt(this.#parts.populations, slot);
    if (neuron === undefined) throw new RangeError(`neuron: no neuron stands in slot ${String(slot)}`);
    return neuron;
  }

  /**
   * Changes a weight, a bias or a message that is under way. Only to be called by a tap in the middle of a run, or between
   * two batches: neurons never see it happen.
   * @throws RunError where there is no such number
   */
  change(change: Change): void {
    if (this.#run?.observed === true) this.report();
    applyChange(this, this.#parts, change);
    if (this.#run?.observed === true) this.#run.next({ kind: "change", change });
  }

  /** One forward and one backward pass over all samples as one batch; no weight changes. */
  gradients(samples: Samples, options: { readonly microBatch?: number | undefined } = {}): Gradients {
    checkSamples(this.model, samples, "required");
    const { memory, transport, loss } = this.#parts;
    const { count } = samples;
    const { learning } = memory;
    const before = transport.counts();
    const selection = { samples, rows: epochOrder(count, undefined, 0), from: 0, to: count, capacity: count };
    // Nothing is learned here, even in the middle of a training run.
    memory.learning = notLearning();
    try {
      const end = this.#coordinator.run(selection, options.microBatch ?? count, "gradients");
      if (end === "cancelled") throw new RunError("gradients: the pass was cancelled before its end");
      this.#coordinator.gradient();
    } finally {
      memory.learning = learning;
    }
    const after = transport.counts();
    const losses = loss.losses.slice(0, samples.count);
    return {
      loss: losses.reduce((sum, sampleLoss) => sum + sampleLoss, 0) / samples.count,
      losses,
      parameters: memory.gradients.numbers.slice(),
      neuron: vectorsOf(memory.frame),
      messages: {
        activations: after.activations.delivered - before.activations.delivered,
        errorSignals: after.errorSignals.delivered - before.errorSignals.delivered,
      },
    };
  }

  /** Mean loss and accuracy at the weights as they are: forward passes, `batchSize` samples at a time. */
  evaluate(samples: Samples, options: { readonly batchSize?: number | undefined } = {}): Evaluation {
    checkSamples(this.model, samples, "required");
    return evaluate(this.#coordinator, samples, options.batchSize ?? 32);
  }

  /** What the outputs say to each sample. Samples without targets will do; their loss is NaN. */
  predict(samples: Samples, options: { readonly batchSize?: number | undefined } = {}): Prediction {
    checkSamples(this.model, samples, "optional");
    const width = this.model.outputs.length;
    const outputs = new Float64Array(samples.count * width);
    const evaluation = evaluate(
      this.#coordinator,
      samples,
      options.batchSize ?? 32,
      (batch, { from, to }) => {
        outputs.set(batch.subarray(0, (to - from) * width), from * width);
      },
    );
    // Against no targets there is no loss.
    return samples.targetWidth > 0 ? { outputs, ...evaluation } : { outputs, loss: NaN, accuracy: undefined };
  }

  /**
   * Trains, and says after every batch and epoch what has come of it. It begins when subscribed to; unsubscribing ends
   * it at once, and no commit is half applied (but for `commitAfter: "delta"`). Errors: RunError, InputError, RangeError for options.
   */
  train(samples: Samples, options: TrainOptions): Observable<Progress> {
    checkSamples(this.model, samples, "required");
    if (options.validation) checkSamples(this.model, options.validation, "required");
    const plan = planOf(options);
    if (plan.commitAfter === "delta" && this.traffic() !== undefined) {
      throw new RangeError('commitAfter: expected "batch" where a batch may have to begin anew; got "delta"');
    }
    return new Observable((subscriber) => {
      if (this.#isTraining) throw new RunError("the network is being trained already");
      this.#isTraining = true;
      subscriber.add(() => {
        this.#isTraining = false;
        this.#coordinator.cancel();
      });
      this.#training = undefined;
      this.#learn(options);
      if (options.resume)
        goOnFrom(options.resume, plan, samples.count, this.model, this.#parts, this.#coordinator);
      const training = new Training(this.#coordinator, samples, plan, options.resume?.position);
      this.#training = training;
      drive(training.steps(), subscriber, options.pause);
    });
  }

  /**
   * Where its training run stands, for TrainOptions.resume: any other network of the same file goes on from there to the same
   * bits. A copy; it can be taken whenever the run says something, and after its end.
   * @throws RunError in the middle of a batch (in a tap), or where there was no run
   */
  trainingState(): TrainingState {
    return takeState(this.#parts, this.#coordinator, this.#training);
  }

  #learn(options: TrainOptions): void {
    const { memory } = this.#parts;
    for (const block of memory.learning.state) memory.backend.release(block);
    // Options may be refused below: what has been given back must not be held on to.
    memory.learning = notLearning();
    const { learning, rate } = learningOf(options, memory.backend, this.model.parameterCount);
    memory.learning = learning;
    if (this.#run?.observed === true) this.#run.next({ kind: "train", settings: settingsOf(options) });
    this.#beginCommit = () => {
      if (options.clipping) clipGradients(options.clipping, memory.gradients.numbers, memory.frozen);
      learning.optimizer.begin(learning.step, rate(learning.step.commit), memory.scalars.numbers);
    };
  }
}
