import type { Task } from "../../message/actor.ts";
import type { Note } from "./host.ts";
import { Intake } from "./intake.ts";
import { type Letter, word } from "./letter.ts";

/** What the coordinator's host asks of the world around it. */
export interface ChiefSurroundings {
  readonly tell: (node: number, task: Task, microBatch: number) => void;
  readonly send: (letter: Letter) => void;
  readonly nodeOf: (letter: Letter) => number;
  readonly placeOf: (letter: Letter) => number;
  readonly isAddressed: (letter: Letter) => boolean;
  readonly note: (what: Note, letter: Letter) => void;
}

/**
 * The coordinator's processor: where the streams begin and end, and where it is known who has prepared and who has
 * committed. What it has decided is stored; all else is forgotten in a crash.
 *
 *   batch ──(all complete)── prepare ──(all prepared)── decide, store ── commit ──(all committed)──▶
 *     ▲                         │ somebody has forgotten: a new attempt        │ goes on until all have, whoever crashes
 *     └─────────────────────────┘
 */
export class Chief {
  readonly number: number;
  /** Stored: the attempt, the version that all weights have, and whether the next one is decided. */
  attempt = -1;
  version = 0;
  phase: "batch" | "prepare" | "commit" = "batch";
  /** Whether somebody has lost what the attempt needs. */
  isLost = false;
  /** The micro-batches of the attempt that have been all the way, ascending. */
  get completed(): readonly number[] {
    return this.#completed.toSorted((a, b) => a - b);
  }
  #completed: number[] = [];
  /** Whether what is decided has been told. */
  isAnnounced = false;
  readonly #surroundings: ChiefSurroundings;
  readonly #intakes: ReadonlyMap<number, Intake>;
  readonly #answered = new Set<number>();
  #asked: readonly number[] = [];

  /** `ends`: the two ends of the streams, which live with it, and how many edges lead to each. */
  constructor(number: number, ends: ReadonlyMap<number, number>, surroundings: ChiefSurroundings) {
    this.number = number;
    this.#surroundings = surroundings;
    this.#intakes = new Map(Array.from(ends, ([node, fanIn]) => [node, new Intake(fanIn)]));
  }

  /** Whether all that were asked to prepare or commit have answered. */
  get isAnswered(): boolean {
    return this.#answered.size >= this.quorum(this.#asked.length);
  }

  /** How many of so many must have answered. */
  quorum(asked: number): number {
    return asked;
  }

  /** A new attempt begins. */
  open(microBatches: number): void {
    this.attempt++;
    this.phase = "batch";
    this.isLost = false;
    this.#completed = [];
    for (const intake of this.#intakes.values()) intake.open(microBatches);
  }

  /** Decides, and stores, that these neurons are to prepare, or to commit. */
  decide(phase: "prepare" | "commit", hosts: readonly number[]): void {
    this.phase = phase;
    this.#asked = hosts;
    this.#answered.clear();
    this.isAnnounced = false;
  }

  /** Tells them. */
  announce(): void {
    const { attempt, phase } = this;
    if (phase === "batch") return;
    this.isAnnounced = true;
    const version = this.version + (phase === "commit" ? 1 : 0);
    for (const host of this.#asked)
      this.#surroundings.send(word(phase, this.number, host, { attempt, version }));
  }

  /** All have committed. */
  conclude(): void {
    if (this.phase === "commit") this.version++;
    this.phase = "batch";
  }

  /** It has lost its memory and is back: what was decided goes on, everything else begins anew. */
  restart(): void {
    this.#answered.clear();
    if (this.phase === "commit") this.announce();
    else this.isLost = true;
  }

  accept(letter: Letter): void {
    switch (letter.kind) {
      case "data":
        this.#hear(letter);
        return;
      case "prepared":
        if (this.phase === "prepare" && letter.attempt === this.attempt) this.#answered.add(letter.from);
        return;
      case "committed":
        if (this.phase === "commit" && letter.version > this.version) this.#answered.add(letter.from);
        return;
      case "lost":
        if (this.phase === "prepare" && letter.attempt === this.attempt) this.isLost = true;
        return;
      case "restarted":
        this.hearOfRestart(letter);
        return;
      case "prepare":
      case "commit":
    }
  }

  /** A neuron was down. Whether that matters depends on what it still knows. */
  hearOfRestart(letter: Letter): void {
    const { phase, attempt, version } = this;
    if (phase === "commit") {
      if (letter.version > version) this.#answered.add(letter.from);
    } else if (letter.attempt === attempt) {
      if (letter.prepared !== attempt) this.isLost = true;
      else if (phase === "prepare") this.#answered.add(letter.from);
    }
  }

  /** Whether an attempt is the one at hand. */
  isOfNow(attempt: number): boolean {
    return attempt === this.attempt;
  }

  #hear(letter: Letter): void {
    const { nodeOf, placeOf, note, tell, isAddressed } = this.#surroundings;
    if (!isAddressed(letter)) {
      note("dead", letter);
      return;
    }
    if (!this.isOfNow(letter.attempt) || this.phase !== "batch") {
      note(letter.attempt === this.attempt ? "again" : "fenced", letter);
      return;
    }
    const node = nodeOf(letter);
    const state = this.#intakes.get(node)?.accept(placeOf(letter), letter.microBatch);
    note(state === "again" ? "again" : "applied", letter);
    if (state === "whole" && node === this.number) this.#completed.push(letter.microBatch);
    if (state === "whole") tell(node, letter.direction, letter.microBatch);
  }
}
