import type { Memory } from "../neuron/memory.ts";
import type { Rows } from "./rows.ts";

/**
 * The weight versions of a stage. The newest stands where the neurons read; an older one is kept, as a copy, for as long as
 * somebody is still to read it: the way back of a micro-batch that has read it forward (its stash), a forward pass to come, or an error
 * signal under way that names it.
 */
export class WeightStore {
  /** Commits so far in this run. */
  newest = 0;
  /** The most versions that were there at once; without those kept for error signals alone, as the literature counts. */
  peakLive = 1;
  /** The same with them. */
  peakKept = 1;
  readonly #memory: Memory;
  readonly #rows: Rows;
  /** The oldest version that a forward pass may still read. */
  readonly #oldestToRead: () => number;
  readonly #old = new Map<number, Float64Array>();
  readonly #stashed = new Map<number, number>();
  readonly #signalled = new Map<number, number>();

  constructor(memory: Memory, rows: Rows, oldestToRead: () => number) {
    this.#memory = memory;
    this.#rows = rows;
    this.#oldestToRead = oldestToRead;
  }

  /** The versions that are there, oldest first. */
  get versions(): number[] {
    return [...this.#old.keys(), this.newest];
  }

  stash(version: number): void {
    add(this.#stashed, version, 1);
  }

  /** A micro-batch that has read it forward will not ask for it again. */
  unstash(version: number): void {
    add(this.#stashed, version, -1);
  }

  /** An error signal names it. */
  sent(version: number): void {
    add(this.#signalled, version, 1);
  }

  /** All to whom that error signal went have multiplied by it. */
  consumed(version: number): void {
    add(this.#signalled, version, -1);
  }

  /** Before a commit: the newest version will be an old one. */
  advance(): void {
    const version = this.newest++;
    if (this.#isNeeded(version)) this.#old.set(version, this.#rows.copy(this.#memory.parameters));
    this.tidy();
  }

  /** Lets go of what nobody is still to read. */
  tidy(): void {
    let live = 1;
    for (const version of this.#old.keys()) {
      if (!this.#isNeeded(version)) this.#old.delete(version);
      else if (this.#isLive(version)) live++;
    }
    this.peakLive = Math.max(this.peakLive, live);
    this.peakKept = Math.max(this.peakKept, 1 + this.#old.size);
  }

  /** The numbers of a version as a copy, or undefined if it is not there. */
  read(version: number): Float64Array | undefined {
    if (version === this.newest) return this.#rows.copy(this.#memory.parameters);
    return this.#old.get(version)?.slice();
  }

  #isLive(version: number): boolean {
    return this.#stashed.has(version) || version >= this.#oldestToRead();
  }

  #isNeeded(version: number): boolean {
    return this.#isLive(version) || this.#signalled.has(version);
  }
}

function add(counts: Map<number, number>, version: number, by: number): void {
  const count = (counts.get(version) ?? 0) + by;
  if (count > 0) counts.set(version, count);
  else counts.delete(version);
}
