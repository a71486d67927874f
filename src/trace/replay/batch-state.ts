import type { BatchPlace } from "./batch-places.ts";
import { countUpTo } from "./group.ts";
import type { Sources } from "./sources.ts";
import type { BatchState, Progress } from "./run-state.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every part */

/** The batch in flight right after the event at `place`. */
export function batchState(sources: Sources, batch: BatchPlace, place: number): BatchState {
  const { event, number, isCut } = batch;
  return {
    number,
    purpose: event?.purpose,
    size: event?.rows.length,
    samples: samplesDone(sources, batch, place),
    microBatches: event?.microBatches,
    inFlight: inFlight(sources, batch, place),
    isCut,
  };
}

/** How many of the batch's samples the trace tells of. */
export function samplesTold({ recorded }: Sources, { event }: BatchPlace): number | undefined {
  return event && recorded.samplesIn(0, event.rows.length);
}

/** Micro-batches that have begun and not come to their end. */
export function inFlight({ index }: Sources, { firstPart, parts }: BatchPlace, place: number): number[] {
  const { beginning, completion } = index.parts;
  const open: number[] = [];
  for (let m = 0; m < parts; m++) {
    const [from, to] = [beginning[firstPart + m]!, completion[firstPart + m]!];
    if (from >= 0 && from <= place && (to < 0 || to > place)) open.push(m);
  }
  return open;
}

function samplesDone(sources: Sources, batch: BatchPlace, place: number): Progress | undefined {
  const { index, endings } = sources;
  const of = samplesTold(sources, batch);
  const ending = endings[batch.event?.purpose === "evaluate" ? "evaluate" : "others"];
  if (of === undefined || ending === 0) return undefined;
  if (sources.header.options.pipeline !== undefined)
    return { done: samplesOfParts(sources, batch, place), of };
  const { completedAt, completedSamples } = index.parts;
  const doneUpTo = (last: number): number => completedSamples[countUpTo(completedAt, last) - 1] ?? 0;
  return { done: doneUpTo(place) - doneUpTo(batch.from), of };
}

/** Part by part, as those of other batches may have been completed in between. */
function samplesOfParts(
  { index, recorded }: Sources,
  { firstPart, event }: BatchPlace,
  place: number,
): number {
  let [done, end] = [0, 0];
  event?.microBatches.forEach((size, m) => {
    end += size;
    const completion = index.parts.completion[firstPart + m]!;
    if (completion >= 0 && completion <= place) done += recorded.samplesIn(end - size, end);
  });
  return done;
}
