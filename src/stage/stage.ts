import { newStep, type Step } from "../math/optimizer.ts";
import { RunError } from "../message/run-error.ts";
import type { Memory } from "../neuron/memory.ts";
import type { Transport } from "../transport/transport.ts";
import type { Corrector } from "./corrector.ts";
import type { Gate, Passing } from "./gate.ts";
import type { Pass, Signal } from "./pass.ts";
import { Rows } from "./rows.ts";
import { WeightStore } from "./weight-store.ts";

/** What a stage is made of. */
export interface StageParts {
  readonly index: number;
  readonly memory: Memory;
  readonly transport: Transport;
  /** Of its populations. */
  readonly gates: readonly Gate[];
  /** Of those that error signals reach. */
  readonly reached: readonly Gate[];
  readonly correctors: (rows: Rows) => readonly Corrector[];
  /** The oldest version that a forward pass to come may read. */
  readonly oldestToRead: (stage: Stage) => number;
}

/** The neurons that share one processor: their weights in all versions that are still read, and optimizer steps of their own. */
export class Stage {
  readonly index: number;
  readonly rows: Rows;
  readonly store: WeightStore;
  readonly correctors: readonly Corrector[];
  readonly step: Step = newStep();
  /** What each micro-batch has met here, in the order of forward passes. */
  readonly passes = new Map<number, Pass>();
  /** Those that have a weight gradient, and no commit yet. */
  uncommitted: Pass[] = [];
  /** Error signals on their way to stages that have not multiplied by them yet, by their micro-batch. */
  readonly signals = new Map<number, Signal>();
  readonly #parts: StageParts;
  /** How its populations number their weights at the beginning of the run. */
  readonly #base: number;
  /** The newest weights, while others are laid out in their place. */
  #newest: Float64Array | undefined;

  constructor(parts: StageParts) {
    const { index, memory, gates, correctors, oldestToRead } = parts;
    this.#parts = parts;
    this.index = index;
    this.rows = new Rows(
      memory,
      gates.map(({ population }) => population),
    );
    this.correctors = correctors(this.rows);
    this.store = new WeightStore(memory, this.rows, () => oldestToRead(this));
    // An input never commits.
    const owner = gates.find(({ population }) => population.shared.role === "computing");
    this.#base = owner?.population.shared.version ?? 0;
  }

  /** A version as messages name it: the commits of earlier runs count too. */
  named(version: number): number {
    return this.#base + version;
  }

  /** @throws RunError for a micro-batch that has not been here */
  passOf(microBatch: number): Pass {
    const pass = this.passes.get(microBatch);
    if (pass !== undefined) return pass;
    throw new RunError(`stage ${this.index}: expected the forward pass of micro-batch ${microBatch} before`);
  }

  /**
   * Has all its neurons do one task for a micro-batch, as their messages come in. `number`: what messages call it.
   * @throws RunError if a population waits in vain: the schedule was too early
   */
  tell(task: Passing, number: number): void {
    const { gates, reached, transport } = this.#parts;
    const told = task === "forward" ? gates : reached;
    for (const gate of told) gate.open(task, number);
    transport.run();
    const [waiting] = told.filter((gate) => !gate.close());
    if (waiting === undefined) return;
    const { shared } = waiting.population;
    const what = task === "forward" ? "activations" : "error signals";
    throw new RunError(
      `stage ${this.index}: expected all ${what} of a micro-batch to be there; ${shared.idOf(shared.firstSlot)} still waits`,
    );
  }

  /**
   * Lays out a version for its neurons to read; `weights` are its numbers, where they are not simply those of the version.
   * @throws RunError if the version is not there
   */
  layOut(version: number, weights?: Float64Array): void {
    if (version === this.store.newest && weights === undefined) return;
    const numbers = weights ?? this.store.read(version);
    if (numbers === undefined) {
      const there = this.store.versions.join(", ");
      throw new RunError(
        `stage ${this.index}: expected weight version ${version} to be there; got ${there} alone`,
      );
    }
    this.#newest ??= this.store.read(this.store.newest);
    this.#place(numbers, version);
  }

  /** Puts the newest weights back in their place. */
  restore(): void {
    if (this.#newest === undefined) return;
    this.#place(this.#newest, this.store.newest);
    this.#newest = undefined;
  }

  /** Every neuron forms the gradient of the batch in the memory's frame, or moves its own row. */
  learn(task: "gradient" | "commit"): void {
    if (task === "commit") this.store.advance();
    for (const { population } of this.#parts.gates) {
      if (population.shared.role === "computing") population.receive(task, 0);
    }
  }

  /** Weights in the places that neurons read, and the version that messages name. */
  #place(weights: Float64Array, version: number): void {
    const named = this.named(version);
    this.rows.layOut(weights, named);
    for (const { population } of this.#parts.gates) population.shared.version = named;
  }
}
