import { noFrame, releaseFrame } from "../../neuron/frame.ts";
import type { CorrectorOptions } from "../../stage/correctors.ts";
import { Pipe } from "../../stage/pipe.ts";
import { notLearning } from "../assemble.ts";
import { learningOf, type TrainOptions } from "../train-options.ts";
import { BatchFrames } from "./batch-frames.ts";
import { batchesInFlight, type Course } from "./course.ts";
import { createStages, type Crew, lowestReaders } from "./create-stages.ts";
import type { RunBatches } from "./run-batches.ts";
import type { RunNews } from "./run-news.ts";

/** What a run of a pipeline begins with. */
export interface Opening {
  readonly crew: Crew;
  readonly news: RunNews;
  readonly course: Course;
  readonly batches: RunBatches;
  /** The learning rate of each commit; undefined: nothing is committed. */
  readonly rate: ((commit: number) => number) | undefined;
  readonly maxStaleness: number;
  readonly correctors: readonly CorrectorOptions[];
}

/** A run that has begun; `close` gives its memory back. */
export interface OpenPipe {
  readonly pipe: Pipe;
  readonly close: () => void;
}

/** Stages anew, at the weights as they are. */
export function openPipe({ crew, news, course, batches, rate, maxStaleness, correctors }: Opening): OpenPipe {
  const { model, parts, gates, stageCount } = crew;
  const { memory, transport, loss, feed } = parts;
  const { firstBatch } = news;
  const count = batchesInFlight(course, stageCount);
  const held = new BatchFrames(model, parts, batches, { count, firstBatch });
  loss.reserve(batches.capacity);
  for (const gate of gates.values()) gate.clear();
  transport.open(held.sizes);
  const pipe = new Pipe({
    memory,
    transport,
    feed,
    stages: createStages(crew, course, batches.count * batches.microBatches, correctors),
    rules: course.rules,
    lowestReader: lowestReaders(crew),
    frames: held.frames,
    firstBatch,
    load: (batch) => news.load(batch, batches, held.load(batch)),
    rate,
    maxStaleness,
    begun: (version) => news.begun(batches, version),
  });
  const close = (): void => {
    pipe.restore();
    for (const frame of held.frames) releaseFrame(memory.backend, frame);
    memory.frame = noFrame;
  };
  return { pipe, close };
}

/** Begins to learn, with the optimizer's memory empty; returns the learning rate of each commit. */
export function learn(
  { model, parts: { memory } }: Crew,
  options: Pick<TrainOptions, "learningRate" | "optimizer">,
): (commit: number) => number {
  for (const block of memory.learning.state) memory.backend.release(block);
  // Options may be refused below: what has been given back must not be held on to.
  memory.learning = notLearning();
  const { learning, rate } = learningOf(options, memory.backend, model.parameterCount);
  memory.learning = learning;
  return rate;
}
