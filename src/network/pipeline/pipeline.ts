import { Observable } from "rxjs";
import type { Samples } from "../../data/samples.ts";
import { backend } from "../../math/kernels/backends.ts";
import type { Loss } from "../../math/loss.ts";
import type { Numbers, Precision } from "../../math/precision.ts";
import { RunError } from "../../message/run-error.ts";
import type { Model } from "../../model/model.ts";
import { type NeuronIds, neuronIds } from "../../model/neuron-ids.ts";
import { partition } from "../../model/partition.ts";
import type { LossMessage } from "../../neuron/loss-actor.ts";
import type { Neuron } from "../../neuron/neuron.ts";
import type { Population } from "../../neuron/population.ts";
import { drain } from "../../schedule/execute.ts";
import type { Timetable } from "../../schedule/timetable.ts";
import { Gate } from "../../stage/gate.ts";
import type { Pipe } from "../../stage/pipe.ts";
import type { TracePipeline } from "../../trace/header.ts";
import { assemble, neuronAt } from "../assemble.ts";
import { checkSamples } from "../check-samples.ts";
import { drive } from "../drive.ts";
import { type Gradients, gradientsOf } from "../gradients.ts";
import type { ErrorTransportRule } from "../error-transport/rule.ts";
import { errorTransportRule } from "../error-transport/rules.ts";
import { planOf, settingsOf } from "../train-options.ts";
import { type Course, courseOf } from "./course.ts";
import type { Crew } from "./create-stages.ts";
import { checkCourse, checkErrorWeights, placesOf } from "./check-course.ts";
import type { PipelineOptions, PipelineProgress, PipelineTrainOptions } from "./options.ts";
import { learn, openPipe, type OpenPipe } from "./open-pipe.ts";
import { outlineOf } from "./outline.ts";
import { RunBatches } from "./run-batches.ts";
import { type PipelineMessage, RunNews } from "./run-news.ts";
import { runSteps } from "./run-steps.ts";
import { RunTally } from "./run-tally.ts";
import { stageReport, type StageReport } from "./stage-report.ts";

/**
 * A network whose layers are on several processors, simulated in virtual time. A schedule says which of them does what when, and its
 * neurons do it: those of any network, over the same messages, but each stage reads the weight versions that it would have there.
 */
export class Pipeline {
  readonly model: Model;
  readonly ids: NeuronIds;
  /** What the reversed arrows carry. */
  readonly errorTransport: ErrorTransportRule;
  readonly #options: PipelineOptions;
  readonly #crew: Crew;
  readonly #ranks: number;
  readonly #news = new RunNews();
  #isTraining = false;
  #pipe: Pipe | undefined;
  #timetable: Timetable | undefined;

  /** @throws InputError if the model has fewer layers than there are to be stages; RangeError for other options */
  constructor(given: Model, options: PipelineOptions) {
    this.errorTransport = errorTransportRule(options.errorTransport);
    const model = this.errorTransport.model?.(given) ?? given;
    this.model = model;
    this.ids = neuronIds(model);
    this.#options = options;
    const { ranks, stages } = placesOf(options);
    this.#ranks = ranks;
    const stageOf = partition(model, stages);
    const { kernel = "auto", precision = "f64", inputErrors = "end" } = options;
    const gates = new Map<Population, Gate>();
    const parts = assemble(model, {
      inputErrors,
      backend: typeof kernel === "string" ? backend(kernel, precision) : kernel,
      transport: { name: "local" },
      errorTransport: this.errorTransport,
      idOf: this.ids.idOf,
      // What is complete is known by its commits.
      coordinator: { receive: () => undefined },
      gateOf: (population) => {
        const gate = new Gate(population);
        gates.set(population, gate);
        return gate;
      },
    });
    const stageCount = typeof stages === "number" ? stages : stages.length;
    this.#crew = { model, parts, gates, stageOf, stageCount, inputErrors };
  }

  /** The newest weights and biases of all stages, in the places of `model.parameters`. */
  get parameters(): Numbers {
    return this.#crew.parts.memory.parameters.numbers;
  }

  /** What error signals are multiplied by, in the same places: the weights, unless the rule or a feedback weight says otherwise. */
  get errorWeights(): Numbers {
    return this.#crew.parts.memory.errorWeights.numbers;
  }

  /** How wide its numbers are. */
  get precision(): Precision {
    return this.#crew.parts.memory.backend.precision;
  }

  /** Whether error signals flow on to the inputs. */
  get inputErrors(): "end" | "receive" {
    return this.#crew.inputErrors;
  }

  /** Where the loss's term joins an output's delta. */
  get lossEnters(): Loss["enters"] {
    return this.#crew.parts.loss.enters;
  }

  /** What the loss sends to the outputs, micro-batch by micro-batch. */
  get loss$(): Observable<LossMessage> {
    return this.#crew.parts.loss.loss$;
  }

  /** What is said of its runs as a whole. */
  get run$(): Observable<PipelineMessage> {
    return this.#news.run$;
  }

  /** Ticks, in all of its runs. */
  get now(): number {
    return this.#news.now;
  }

  /** Of a whole batch of the last run. */
  get microBatches(): number {
    return this.#news.microBatches;
  }

  /**
   * Commits so far.
   * @throws RunError where a run was given up when some stages had one more than others
   */
  get commits(): number {
    const versions = this.populations.flatMap(({ shared: { role, version } }) =>
      role === "computing" ? [version] : [],
    );
    const [commits = 0] = versions;
    if (versions.every((version) => version === commits)) return commits;
    throw new RunError(`commits: expected as many on each stage; got ${versions.join(", ")}`);
  }

  /** The oldest weight version that a stage has kept, as messages name it. */
  oldestVersion(stage: number): number {
    const own = this.#pipe?.stages[stage];
    return own === undefined ? 0 : own.named(own.store.versions[0] ?? own.store.newest);
  }

  /** How its runs are spread over stages, as traces tell it. */
  get outline(): TracePipeline {
    return outlineOf(this.#options, this.stageOf, this.#crew.stageCount);
  }

  /** Those that are told together, in slot order. */
  get populations(): readonly Population[] {
    return this.#crew.parts.populations;
  }

  /** All neurons, in slot order. */
  *neurons(): Generator<Neuron, void, undefined> {
    for (const population of this.populations) yield* population.neurons;
  }

  /** Which stage each population of the model is on, by its index. */
  get stageOf(): Int32Array {
    return this.#crew.stageOf;
  }

  /** What each stage has done in the last run, or so far in the one that is going on. */
  get stages(): readonly StageReport[] {
    return this.#pipe?.stages.map(stageReport) ?? [];
  }

  /** When who did what in the last run that came to its end; of a plan, in its last batch. */
  get timetable(): Timetable | undefined {
    return this.#timetable;
  }

  /** @throws RangeError if no neuron has this id */
  neuron(id: string): Neuron {
    const slot = this.ids.slotOf(id);
    const neuron = slot === undefined ? undefined : neuronAt(this.#crew.parts.populations, slot);
    if (neuron === undefined) throw new RangeError(`neuron: expected the id of a neuron; got "${id}"`);
    return neuron;
  }

  /**
   * Trains, and says after every batch and epoch what has come of it. It begins when subscribed to; unsubscribing ends it at once,
   * with each stage at its own last commit. Errors: RunError, InputError, RangeError for options.
   */
  train(samples: Samples, options: PipelineTrainOptions): Observable<PipelineProgress> {
    checkSamples(this.model, samples, "required");
    const { epochs, batchSize, microBatch, shuffle } = planOf(options);
    const batches = new RunBatches(samples, { epochs, batchSize, microBatch, shuffle });
    const course = this.#courseFor(batches);
    return new Observable((subscriber) => {
      if (this.#isTraining) throw new RunError("the pipeline is being trained already");
      this.#isTraining = true;
      subscriber.add(() => (this.#isTraining = false));
      this.#news.begin(batches, "train", () => ({ kind: "train", settings: settingsOf(options) }));
      const { pipe, close } = this.#begin(course, batches, learn(this.#crew, options));
      subscriber.add(close);
      const tally = new RunTally(batches, samples);
      drive(this.#steps(pipe, course, batches, tally), subscriber, options.pause);
    });
  }

  /**
   * One forward and one backward pass over all samples as one batch, by the plan; no weight changes.
   * @throws RangeError where the schedule is a policy, which has no end of a batch
   */
  gradients(samples: Samples, options: { readonly microBatch?: number | undefined } = {}): Gradients {
    checkSamples(this.model, samples, "required");
    if (this.#isTraining) throw new RunError("the pipeline is being trained");
    const { count } = samples;
    const cut = { epochs: 1, batchSize: count, microBatch: options.microBatch ?? count, shuffle: undefined };
    const batches = new RunBatches(samples, cut);
    const course = this.#courseFor(batches);
    if (course.kind === "policy") {
      throw new RangeError("schedule: expected a plan, as gradients have no commit; got a policy");
    }
    const { memory, loss, transport } = this.#crew.parts;
    const before = transport.counts();
    this.#news.begin(batches, "gradients", undefined);
    const { pipe, close } = this.#begin(course, batches, undefined);
    try {
      drain(this.#steps(pipe, course, batches, new RunTally(batches, samples)));
      return gradientsOf(memory, loss.losses.slice(0, count), before, transport.counts());
    } finally {
      close();
    }
  }

  /** Stages anew, at the weights as they are. */
  #begin(course: Course, batches: RunBatches, rate: ((commit: number) => number) | undefined): OpenPipe {
    const { maxStaleness = Infinity, correctors = [] } = this.#options;
    const opened = openPipe({
      crew: this.#crew,
      news: this.#news,
      course,
      batches,
      rate,
      maxStaleness,
      correctors,
    });
    this.#pipe = opened.pipe;
    return opened;
  }

  #courseFor(batches: RunBatches): Course {
    const { schedule, chunks, maxActiveKeys } = this.#options;
    const course = courseOf(schedule, {
      ranks: this.#ranks,
      stages: this.#crew.stageCount,
      chunks,
      maxActiveKeys,
      batches: batches.count,
      microBatches: batches.microBatches,
    });
    checkCourse(course, batches, this.#crew.stageCount);
    checkErrorWeights(course, this.#crew.parts.memory, this.errorTransport.name);
    return course;
  }

  *#steps(
    pipe: Pipe,
    course: Course,
    batches: RunBatches,
    tally: RunTally,
  ): Generator<PipelineProgress, void, undefined> {
    const { parts, stageCount } = this.#crew;
    const { timing = { forward: 1, backward: 1, weightGradient: 1 } } = this.#options;
    const steps = runSteps(course, batches, stageCount, timing);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) {
        this.#timetable = step.value;
        break;
      }
      const { action, microBatch, time } = step.value;
      this.#news.step(step.value);
      pipe.perform(action, microBatch);
      if (action.kind === "F" && action.stage === stageCount - 1) {
        const batch = Math.floor(microBatch / batches.microBatches);
        tally.add(batch, parts.loss, pipe.partOf(microBatch));
      }
      yield* tally.tell(pipe.completed, time);
    }
    const left = parts.transport.inFlight();
    if (left > 0) throw new RunError(`expected nothing in flight at the end; got ${left} messages`);
  }
}
