import { populationIndex } from "../../model/populations.ts";
import type { Seat } from "../watching/seats.ts";
import type { Pipeline } from "./pipeline.ts";

/**
 * The commits that have made the rows of a pipeline, so that what reads an old version names the commit which that version comes
 * from. Seats are made to show the commits of the rows that are laid out, as neurons read them.
 */
export class RowHistory {
  readonly #stages: readonly StageHistory[];
  readonly #stageOf: Int32Array;

  constructor(pipeline: Pipeline, seats: readonly Seat[]) {
    const { model, stageOf, populations } = pipeline;
    this.#stageOf = Int32Array.from(seats, ({ slot }) => stageOf[populationIndex(model, slot)] ?? 0);
    this.#stages = Array.from({ length: 1 + Math.max(...stageOf) }, (_, stage) => {
      const own = populations.find(
        ({ shared }, index) => stageOf[index] === stage && shared.role === "computing",
      );
      return {
        version: () => own?.shared.version ?? 0,
        seats: seats.filter(({ slot, isInput }) => this.#stageOf[slot] === stage && !isInput),
        shown: undefined,
        commits: new Map<number, Map<number, number | undefined>>(),
        oldest: () => pipeline.oldestVersion(stage),
      };
    });
  }

  stageOf(slot: number): number {
    return this.#stageOf[slot] ?? 0;
  }

  /** Some action is at hand: has the seats of these stages show the commits of the versions that are laid out. */
  layOut(first: number, last: number): void {
    for (const stage of this.#stages.slice(first, last + 1)) {
      const version = stage.version();
      if (stage.shown === version) continue;
      stage.shown = version;
      const commits = stage.commits.get(version);
      for (const seat of stage.seats) seat.commit = commits?.get(seat.slot);
    }
  }

  /** A neuron has committed, which its seat shows already. */
  add({ slot, commit }: Seat, version: number): void {
    const stage = this.#stages[this.stageOf(slot)];
    if (stage === undefined) return;
    stage.shown = undefined;
    const known = stage.commits.get(version);
    if (known !== undefined) {
      known.set(slot, commit);
      return;
    }
    const oldest = stage.oldest();
    for (const old of stage.commits.keys()) if (old < oldest) stage.commits.delete(old);
    stage.commits.set(version, new Map([[slot, commit]]));
  }
}

interface StageHistory {
  /** The one that is laid out. */
  readonly version: () => number;
  readonly seats: readonly Seat[];
  /** The version whose commits the seats show; undefined while commits are going on. */
  shown: number | undefined;
  /** By version, of each slot the event that made it. */
  readonly commits: Map<number, Map<number, number | undefined>>;
  /** The oldest version that somebody may still read. */
  readonly oldest: () => number;
}
