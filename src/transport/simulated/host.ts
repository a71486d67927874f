import type { Task } from "../../message/actor.ts";
import type { Direction } from "../../message/message.ts";
import { Intake } from "./intake.ts";
import { type Letter, word } from "./letter.ts";

/** What a host asks of the world around it. */
export interface Surroundings {
  readonly tell: (node: number, task: Task, microBatch: number) => void;
  readonly send: (letter: Letter) => void;
  /** The micro-batches of an attempt. */
  readonly microBatches: () => number;
  readonly placeOf: (letter: Letter) => number;
  /** Whether its edge is there, and leads from its sender to its receiver. */
  readonly isAddressed: (letter: Letter) => boolean;
  /** Whether its neuron owns weights. */
  readonly isLearner: (host: number) => boolean;
  /** Whether messages may be lost for good: then the coordinator says which micro-batches are whole. */
  readonly isLossy: () => boolean;
  readonly note: (what: Note, letter: Letter) => void;
}

/** What became of a letter. */
export type Note =
  | "applied"
  | "again"
  | "stale"
  | "fenced"
  | "prepared"
  | "committed"
  | "unprepared"
  | "forgotten"
  | "repeated"
  | "dead";

/** What a host keeps where no crash reaches it, beside its row. All of it is written at once. */
export interface Stored {
  /** The newest attempt that it has heard of: what belongs to an older one has no effect any more. */
  fence: number;
  /** Commits that its row has seen. */
  version: number;
  /** The attempt whose gradient is kept, ready to be committed; −1: none. */
  prepared: number;
}

/**
 * One neuron's processor: it hears letters, tells the neuron when all that it waits for is in, and survives crashes. Its
 * laws: each message of an attempt counts once; nothing of an older attempt counts; it commits each version once, and only what it
 * has prepared.
 */
export class Host {
  readonly number: number;
  readonly #coordinator: number;
  readonly #surroundings: Surroundings;
  stored: Stored = { fence: -1, version: 0, prepared: -1 };
  /** Whether it still knows what it has heard in the attempt at its fence. */
  #remembers = false;
  readonly #intakes: Readonly<Record<Direction, Intake>>;

  constructor(
    number: number,
    coordinator: number,
    fanIn: Readonly<Record<Direction, number>>,
    surroundings: Surroundings,
  ) {
    this.number = number;
    this.#coordinator = coordinator;
    this.#surroundings = surroundings;
    this.#intakes = { forward: new Intake(fanIn.forward), backward: new Intake(fanIn.backward) };
  }

  /** A letter has come, perhaps not for the first time. */
  accept(letter: Letter): void {
    if (letter.kind === "data") this.#hear(letter);
    else if (letter.kind === "prepare") this.#prepare(letter);
    else if (letter.kind === "commit") this.#commit(letter);
  }

  /** It loses everything that it has not stored. */
  crash(): void {
    this.#remembers = false;
    this.stored = this.recover(this.stored);
  }

  /** It is back, and says what it still knows. */
  restart(): void {
    this.#answer("restarted");
  }

  /** What is left of what was stored. */
  recover(stored: Stored): Stored {
    return { ...stored };
  }

  isStale(attempt: number, fence: number): boolean {
    return attempt < fence;
  }

  #hear(letter: Letter): void {
    const { note, placeOf, tell, isAddressed } = this.#surroundings;
    if (!isAddressed(letter)) {
      note("dead", letter);
      return;
    }
    if (this.isStale(letter.attempt, this.stored.fence)) {
      note("fenced", letter);
      return;
    }
    if (letter.attempt > this.stored.fence) this.#begin(letter);
    if (!this.#remembers) {
      note("stale", letter);
      return;
    }
    const { direction, microBatch } = letter;
    const state = this.#intakes[direction].accept(placeOf(letter), microBatch);
    note(state === "again" ? "again" : "applied", letter);
    if (state === "whole") tell(this.number, direction, microBatch);
  }

  #begin({ attempt, version }: Letter): void {
    this.stored.fence = attempt;
    this.stored.prepared = -1;
    // Who owns no weights speaks for the version that was fed.
    if (!this.#surroundings.isLearner(this.number)) this.stored.version = version;
    this.#remembers = true;
    const microBatches = this.#surroundings.microBatches();
    this.#intakes.forward.open(microBatches);
    this.#intakes.backward.open(microBatches);
  }

  #prepare(letter: Letter): void {
    const { tell, note } = this.#surroundings;
    const { stored } = this;
    if (this.isStale(letter.attempt, stored.fence)) {
      note("fenced", letter);
      return;
    }
    if (stored.prepared !== letter.attempt) {
      if (!this.remembers(letter.attempt)) {
        note("forgotten", letter);
        this.#answer("lost", letter.attempt);
        return;
      }
      // Only a coordinator that knows less than it thinks asks for a gradient of half a batch.
      if (!this.#surroundings.isLossy() && !this.isWhole()) {
        note("stale", letter);
        return;
      }
      tell(this.number, "gradient", 0);
      stored.prepared = letter.attempt;
      note("prepared", letter);
    }
    this.#answer("prepared");
  }

  /** Whether all it heard in an attempt is still there. */
  remembers(attempt: number): boolean {
    return this.#remembers && attempt === this.stored.fence;
  }

  /** Whether it has heard all of the batch, both ways. */
  isWhole(): boolean {
    return this.#intakes.forward.isWhole && this.#intakes.backward.isWhole;
  }

  #commit(letter: Letter): void {
    const { tell, note } = this.#surroundings;
    const { stored } = this;
    if (!this.isCommitted(letter.version, stored.version)) {
      if (stored.prepared !== letter.attempt) {
        note("unprepared", letter);
        return;
      }
      tell(this.number, "commit", 0);
      stored.version++;
      note("committed", letter);
    } else note("repeated", letter);
    this.#answer("committed");
  }

  /** Whether a version has been committed already. */
  isCommitted(version: number, stored: number): boolean {
    return version <= stored;
  }

  #answer(kind: "prepared" | "lost" | "committed" | "restarted", attempt = this.stored.fence): void {
    const { version, prepared } = this.stored;
    this.#surroundings.send(word(kind, this.number, this.#coordinator, { attempt, version, prepared }));
  }
}
