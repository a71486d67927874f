import type { Task } from "../../message/actor.ts";
import type { Entry } from "./entry.ts";
import type { Segment } from "./segment.ts";

/**
 * Who said what in a segment, without any number that was said: how many events come of it, and which of them are commits,
 * depends on nothing else.
 */
export type Outline = readonly number[];

/** What came of a segment, and will come of every other one with the same outline. */
export interface Yield {
  readonly outline: Outline;
  readonly events: number;
  /** Slots of the neurons that committed. */
  readonly committed: readonly number[];
  /** The number of each one's commit, counted from the segment's first event; undefined where it is not wanted. */
  readonly commits: readonly (number | undefined)[];
}

const tasks: readonly Task[] = ["forward", "backward", "gradient", "commit"];
const runs = ["train", "batch", "change"] as const;

export function outlineOf({ entries }: Segment): Outline {
  const outline: number[] = [];
  for (const entry of entries) describe(entry, outline);
  return outline;
}

/** What is told apart begins with numbers that are told apart. */
function describe(entry: Entry, outline: number[]): void {
  switch (entry.kind) {
    case "block": {
      const { task, group, part, from, to } = entry;
      outline.push(tasks.indexOf(task), group, part.index, part.first, part.samples, from, to);
      return;
    }
    case "run":
      outline.push(tasks.length + runs.indexOf(entry.message.kind));
      return;
    case "loss": {
      const { microBatch, firstSample, losses } = entry.message;
      outline.push(tasks.length + runs.length, microBatch, firstSample, losses.length);
      return;
    }
    case "weights":
  }
}

/** The outlines that were met last, with what came of them. */
export class Yields {
  readonly #known: Yield[] = [];

  of(outline: Outline): Yield | undefined {
    const found = this.#known.findIndex((known) => isSame(known.outline, outline));
    if (found < 0) return undefined;
    const known = this.#known.splice(found, 1);
    this.#known.unshift(...known);
    return known[0];
  }

  learn(one: Yield): void {
    this.#known.unshift(one);
    if (this.#known.length > mostKnown) this.#known.pop();
  }
}

/** More kinds of batches than come in turn: of an epoch, its last, smaller one, those of an evaluation; and the start of a run. */
const mostKnown = 8;

function isSame(one: Outline, other: Outline): boolean {
  return one.length === other.length && one.every((number, i) => number === other[i]);
}
