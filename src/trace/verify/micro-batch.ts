import type { BatchEvent, FeedEvent } from "../event.ts";
import type { Audit } from "./audit.ts";
import { type Batch, newBatch, newPart, type Part } from "./batch.ts";
import { closeBatch } from "./complete.ts";
import { areSame, isIndex, unlikeList } from "./difference.ts";
import type { Stages } from "./stages/stages.ts";

/** What an event says of where in the run it belongs. */
type InBatch = Exclude<Parameters<Audit["report"]>[0], { kind: "train" | "end" }>;
type Moment = InBatch & Pick<FeedEvent, "microBatch" | "samples">;

/** The batch that an event belongs to, which has to be the open one. */
export function batchOf(audit: Audit, event: Exclude<InBatch, BatchEvent>): Batch {
  const { scope, report, stages } = audit;
  if (stages !== undefined) return stagedBatchOf(audit, stages, event);
  const { batch } = audit;
  if (batch !== undefined && Object.is(batch.number, event.batch)) return batch;
  if (scope.phase("start")) {
    const number = batch === undefined ? "none" : `${batch.number}`;
    report(event, `batch: expected the one that is open, ${number}; got ${event.batch}`);
    // It may be the beginning that is wrong: what comes next is held to the number that was met last.
    if (batch !== undefined) batch.number = event.batch;
    return batch ?? open(audit, event.batch);
  }
  // Beginnings are not recorded: a batch begins with the first event that names it.
  const isLater = isIndex(event.batch) && event.batch > audit.lastBatch;
  if (!isLater) report(event, `batch: expected a whole number after ${audit.lastBatch}; got ${event.batch}`);
  closeBatch(audit, event);
  return open(audit, event.batch);
}

/** Of a run in stages several batches may be open. */
function stagedBatchOf(audit: Audit, stages: Stages, event: Exclude<InBatch, BatchEvent>): Batch {
  const known = stages.open.get(event.batch);
  if (known !== undefined) return (audit.batch = known);
  if (audit.scope.phase("start")) {
    const numbers = [...stages.open.keys()].join(", ");
    const expected =
      numbers === "" ? "a batch that is open, and there is none" : `one that is open: ${numbers}`;
    audit.report(event, `batch: expected ${expected}; got ${event.batch}`);
    // What comes next is held to a batch that there is not.
    return (audit.batch ??= newBatch(event.batch));
  }
  const batch = open(audit, event.batch);
  stages.open.set(event.batch, batch);
  return batch;
}

function open(audit: Audit, number: number): Batch {
  audit.unchecked.leave("batch.rows");
  audit.numbers.forget();
  audit.lastBatch = number;
  return (audit.batch = newBatch(number));
}

/** The micro-batch that an event belongs to, whose samples it has to name. */
export function partOf(audit: Audit, event: Moment): Part | undefined {
  const batch = batchOf(audit, event as Exclude<InBatch, BatchEvent>);
  const part = batch.parts.get(event.microBatch) ?? discover(audit, batch, event);
  if (part === undefined || Object.is(event.microBatch, -0)) {
    const got = `micro-batch ${event.microBatch}`;
    audit.report(
      event,
      `microBatch: expected one of the ${batch.parts.size} of batch ${batch.number}; got ${got}`,
    );
    return undefined;
  }
  checkSamples(audit, part, event);
  return part;
}

function checkSamples({ report, scope, unchecked }: Audit, part: Part, event: Moment): void {
  const { samples, all } = part;
  if (areSame(samples, event.samples)) return;
  // A norm that was recorded before samples were chosen is that of all of them.
  if (event.kind === "population" && all === undefined) unchecked.leave("population.samples");
  if (event.kind === "population" && areSame(all ?? event.samples, event.samples)) {
    if (areSame(samples, scope.samples(event.samples))) return;
  }
  const because = (): string => `micro-batch ${part.index} of batch ${event.batch}`;
  report(event, unlikeList("samples", samples, event.samples, because));
}

/** What a neuron of the network has to be able to hold is made when a batch begins. */
export function addPart(
  audit: Audit,
  batch: Batch,
  index: number,
  samples: readonly number[],
  all: readonly number[] | undefined,
): Part {
  const neurons = audit.scope.hasNeurons ? audit.wiring.model.neuronCount : 0;
  const part = newPart(index, samples, all, neurons);
  batch.parts.set(index, part);
  return part;
}

/** A micro-batch of a batch whose beginning is not recorded. How many samples it has in all, nobody knows. */
function discover(audit: Audit, batch: Batch, event: Moment): Part | undefined {
  const isKnown = batch.samples !== undefined;
  const { microBatch } = event;
  const samples = audit.scope.samples(event.samples);
  const isPlausible =
    isIndex(microBatch) &&
    samples.length > 0 &&
    samples.every((sample, i) => isIndex(sample) && sample > (samples[i - 1] ?? -1));
  return isKnown || !isPlausible ? undefined : addPart(audit, batch, microBatch, samples, undefined);
}
