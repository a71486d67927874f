import type { BatchEvent, TraceEvent } from "../event.ts";
import type { Endings } from "./recorded.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every part */

/** A batch as it stands in the trace; its events are told by their places in the trace's list, from 0. */
export interface BatchPlace {
  readonly number: number;
  /** How many batches of the trace come before it. */
  readonly index: number;
  /** Its first event. */
  readonly from: number;
  /** undefined where the trace does not have it */
  readonly event: BatchEvent | undefined;
  /** The trace begins in the middle of it: what it does not tell came before. */
  readonly isCut: boolean;
  /** Its micro-batch m is part firstPart + m of the trace. */
  readonly firstPart: number;
  parts: number;
}

/** Micro-batches, a column each. */
export interface Parts {
  /** Of each part, the events with which it begins and is complete; −1 where that is not told. */
  readonly beginning: number[];
  readonly completion: number[];
  /** In the order of their completion: when, and how many samples of the trace are complete with it. */
  readonly completedAt: number[];
  readonly completedSamples: number[];
}

/**
 * Takes a trace event by event, and notes where its batches and micro-batches begin and end.
 * @param together micro-batches of a batch, where several batches may be in flight; undefined where one follows the other
 */
export function createBatchPlaces(isCutAtStart: boolean, endings: Endings, together?: number) {
  const batches: BatchPlace[] = [];
  const parts: Parts = { beginning: [], completion: [], completedAt: [], completedSamples: [] };
  /** How often what ends a micro-batch has happened in each part. */
  const ended: number[] = [];

  let current: BatchPlace | undefined;
  const known = new Map<number, BatchPlace>();
  function open(number: number, from: number, event: BatchEvent | undefined): BatchPlace {
    const isCut = isCutAtStart && batches.length === 0 && event === undefined;
    const index = batches.length;
    const batch = { number, index, from, event, isCut, firstPart: parts.beginning.length, parts: 0 };
    batches.push(batch);
    if (together !== undefined) {
      known.set(number, batch);
      // Others will have theirs before this one has met all of its own.
      partOf(batch, (event?.microBatches.length ?? together) - 1);
    }
    return batch;
  }
  const partOf = (batch: BatchPlace, microBatch: number): number => {
    if (!Number.isInteger(microBatch) || microBatch < 0 || microBatch >= mostMicroBatches) {
      throw new RangeError(`microBatch: expected a number of a micro-batch; got ${microBatch}`);
    }
    for (; batch.parts <= microBatch; batch.parts++) {
      parts.beginning.push(-1);
      parts.completion.push(-1);
      ended.push(0);
    }
    return batch.firstPart + microBatch;
  };
  /** Gradients are formed when all micro-batches are complete. */
  const end = ({ firstPart, parts: count }: BatchPlace, place: number): void => {
    for (let part = firstPart; part < firstPart + count; part++) {
      if (parts.completion[part] === -1) parts.completion[part] = place;
    }
  };
  const complete = (part: number, place: number, samples: number): void => {
    parts.completion[part] = place;
    parts.completedAt.push(place);
    parts.completedSamples.push(samples + (parts.completedSamples.at(-1) ?? 0));
  };
  return {
    batches,
    parts,
    /** The batch that the last event belonged to, or was after. */
    current: () => current,
    /** Returns the part that the event belongs to; −1 where it belongs to none. */
    enter(event: TraceEvent, place: number): number {
      if (!("batch" in event)) return -1;
      const isBegin = event.kind === "batch";
      const last = together === undefined ? batches.at(-1) : known.get(event.batch);
      const batch =
        isBegin || last?.number !== event.batch
          ? open(event.batch, place, isBegin ? event : undefined)
          : last;
      current = batch;
      const purpose = batch.event?.purpose === "evaluate" ? "evaluate" : "others";
      if (event.kind === "gradient" && endings[purpose] === 0) end(batch, place);
      if (!("microBatch" in event) || event.samples.length === 0) return -1;
      const part = partOf(batch, event.microBatch);
      if (parts.beginning[part] === -1) {
        // Whoever is not just being fed has begun before.
        parts.beginning[part] = batch.isCut && event.kind !== "feed" ? batch.from : place;
      }
      if (!isEnding[purpose](event)) return part;
      ended[part]!++;
      if (batch.isCut) parts.completion[part] = place;
      else if (ended[part] === endings[purpose]) complete(part, place, event.samples.length);
      return part;
    },
  };
}

/** More than any batch has; a number beyond it is no number of a micro-batch. */
const mostMicroBatches = 100_000_000;

/** What a neuron, or at the level "population" a whole population, says last in a micro-batch. */
const isEnding = {
  evaluate: (event: TraceEvent): boolean =>
    event.kind === "feed" ||
    event.kind === "activate" ||
    (event.kind === "population" && event.task === "forward"),
  others: (event: TraceEvent): boolean =>
    event.kind === "delta" || (event.kind === "population" && event.task === "backward"),
};
