import type { Direction } from "../../message/message.ts";
import type { BatchPlace } from "./batch-places.ts";
import { changedVector, messageChanges } from "./changes.ts";
import type { Sources } from "./sources.ts";
import { type Turn, turnOf } from "./turn.ts";

/** The turns of the batch in flight right after one event. */
export interface Turns {
  readonly sources: Sources;
  readonly batch: BatchPlace | undefined;
  /** undefined where the batch has no such micro-batch, none of its samples is told, or it was over before the trace began */
  readonly find: (microBatch: number, seat: number) => FoundTurn | undefined;
  /** Whether a seat has sent what a neuron of the same micro-batch waits for. */
  readonly hasSent: (found: FoundTurn, sender: number, direction: Direction) => boolean;
  /** The turn as the trace tells it to its end. */
  readonly later: (found: FoundTurn) => Turn;
  /** What was said of some samples, with what was changed in it while the run stood still. */
  readonly changed: (
    found: FoundTurn,
    direction: Direction,
    samples: readonly number[],
    values: readonly number[],
  ) => readonly number[];
}

/** A seat's turn up to now. */
export interface FoundTurn {
  readonly seat: number;
  readonly part: number;
  readonly turn: Turn;
  /** Whether the trace begins in the middle of the micro-batch: what it does not tell came before. */
  readonly isCut: boolean;
}

/** Each turn is put together from its events once, when it is first asked for. */
export function turnsAt(sources: Sources, place: number, batch: BatchPlace | undefined): Turns {
  const { index, seats, recorded, events, header } = sources;
  const now = turnsUpTo(sources, place);
  const later = turnsUpTo(sources, Infinity);
  let told: readonly boolean[] | undefined;
  const changes = messageChanges(sources.changes, events[place]?.n ?? -1, batch?.number ?? -1);
  return {
    sources,
    batch,
    find(microBatch, seat) {
      const part = batch && partOf(batch, microBatch);
      if (batch === undefined || part === undefined) return undefined;
      if (header.options.samples !== undefined) {
        told ??= toldMicroBatches(sources, batch);
        if (told[microBatch] === false) return undefined;
      }
      const beginning = index.parts.beginning[part];
      if (batch.isCut && beginning === -1) return undefined;
      return { seat, part, turn: now(part, seat), isCut: batch.isCut && beginning === batch.from };
    },
    hasSent({ part, isCut }, sender, direction) {
      // What the loss sends back it has said, as a neuron says its activation, at the end of its way down.
      const way = sender === seats.loss ? "forward" : direction;
      if (now(part, sender)[way].said !== undefined) return true;
      if (!isCut || later(part, sender)[way].said !== undefined) return false;
      return sender === seats.loss || recorded.neuron(seats.nameOf(sender));
    },
    later: ({ part, seat }) => later(part, seat),
    changed({ seat }, direction, samples, values) {
      if (changes.length === 0) return values;
      const said = { from: seats.nameOf(seat), direction, samples };
      return changes.reduce((vector, change) => changedVector(vector, change, said), values);
    },
  };
}

/** Micro-batches that are announced and have not begun have no part of the trace yet: −1. */
function partOf({ event, firstPart, parts }: BatchPlace, microBatch: number): number | undefined {
  const isNumber = Number.isInteger(microBatch) && microBatch >= 0;
  if (isNumber && microBatch < parts) return firstPart + microBatch;
  return isNumber && microBatch < (event?.microBatches.length ?? 0) ? -1 : undefined;
}

/** Of each micro-batch, whether any of its samples is told; where the trace does not tell which it has, its events do. */
function toldMicroBatches({ recorded }: Sources, { event }: BatchPlace): boolean[] {
  let end = 0;
  return (event?.microBatches ?? []).map((size) => {
    end += size;
    return recorded.samplesIn(end - size, end) > 0;
  });
}

/** Turns put together from the events up to `last`. */
function turnsUpTo({ events, index }: Sources, last: number) {
  const known = new Map<number, Turn[]>();
  return (part: number, seat: number): Turn => {
    let turns = known.get(part);
    if (turns === undefined) known.set(part, (turns = []));
    return (turns[seat] ??= turnOf(
      events,
      index.passageOf(part, seat, "forward", last),
      index.passageOf(part, seat, "backward", last),
    ));
  };
}
