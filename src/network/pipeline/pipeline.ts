import { Observable, type Subscriber } from "rxjs";
import type { Samples } from "../../data/samples.ts";
import { backend } from "../../math/kernels/backends.ts";
import type { Numbers } from "../../math/precision.ts";
import { RunError } from "../../message/run-error.ts";
import type { Model } from "../../model/model.ts";
import { type NeuronIds, neuronIds } from "../../model/neuron-ids.ts";
import { partition } from "../../model/partition.ts";
import { noFrame, releaseFrame } from "../../neuron/frame.ts";
import type { Neuron } from "../../neuron/neuron.ts";
import type { Population } from "../../neuron/population.ts";
import type { Timetable } from "../../schedule/timetable.ts";
import { Gate } from "../../stage/gate.ts";
import { Pipe } from "../../stage/pipe.ts";
import { assemble, neuronAt, notLearning } from "../assemble.ts";
import { checkSamples } from "../check-samples.ts";
import { drive } from "../drive.ts";
import { learningOf, planOf } from "../train-options.ts";
import { BatchFrames } from "./batch-frames.ts";
import { batchesInFlight, type Course, courseOf } from "./course.ts";
import { createStages, type Crew, lowestReaders } from "./create-stages.ts";
import { checkCourse, placesOf } from "./check-course.ts";
import type { PipelineOptions, PipelineProgress, PipelineTrainOptions } from "./options.ts";
import { RunBatches } from "./run-batches.ts";
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
  readonly #options: PipelineOptions;
  readonly #crew: Crew;
  readonly #ranks: number;
  #isTraining = false;
  #pipe: Pipe | undefined;
  #timetable: Timetable | undefined;

  /** @throws InputError if the model has fewer layers than there are to be stages; RangeError for other options */
  constructor(model: Model, options: PipelineOptions) {
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
    return new Observable((subscriber) => {
      if (this.#isTraining) throw new RunError("the pipeline is being trained already");
      this.#isTraining = true;
      subscriber.add(() => (this.#isTraining = false));
      const pipe = this.#begin(course, batches, options, subscriber);
      const tally = new RunTally(batches, samples);
      drive(this.#steps(pipe, course, batches, tally), subscriber, options.pause);
    });
  }

  /** Stages anew, at the weights as they are. */
  #begin(
    course: Course,
    batches: RunBatches,
    options: PipelineTrainOptions,
    subscriber: Subscriber<PipelineProgress>,
  ): Pipe {
    const { parts, gates, stageCount } = this.#crew;
    const { memory, transport, loss, feed } = parts;
    for (const block of memory.learning.state) memory.backend.release(block);
    memory.learning = notLearning();
    const { learning, rate } = learningOf(options, memory.backend, this.model.parameterCount);
    memory.learning = learning;
    const held = new BatchFrames(this.model, parts, batches, batchesInFlight(course, stageCount));
    loss.reserve(batches.capacity);
    for (const gate of gates.values()) gate.clear();
    transport.open(held.sizes);
    const microBatches = batches.count * batches.microBatches;
    const pipe = new Pipe({
      memory,
      transport,
      feed,
      stages: createStages(this.#crew, course, microBatches, this.#options.correctors ?? []),
      rules: course.rules,
      lowestReader: lowestReaders(this.#crew),
      frames: held.frames,
      load: (batch) => held.load(batch),
      rate,
      maxStaleness: this.#options.maxStaleness ?? Infinity,
    });
    this.#pipe = pipe;
    subscriber.add(() => {
      pipe.restore();
      for (const frame of held.frames) releaseFrame(memory.backend, frame);
      memory.frame = noFrame;
    });
    return pipe;
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
