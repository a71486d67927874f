import type { Numbers } from "../../../math/precision.ts";
import type { Rows } from "../rows.ts";
import { rowOf } from "../rows.ts";
import type { Wiring } from "../wiring.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every slot has its versions */

/** A neuron's row in one version, weights in synapse order, then the bias; and the commit that made it, where that is recorded. */
export interface RowVersion {
  readonly numbers: Numbers;
  readonly commit: number | undefined;
}

/** The rows of all neurons in all versions that somebody may still read. */
export class RowVersions {
  readonly #wiring: Wiring;
  /** By slot, by version. */
  readonly #rows: readonly Map<number, RowVersion>[];

  /** @param first the version that the rows have, if they are known */
  constructor(wiring: Wiring, rows: Rows, first: number | undefined) {
    this.#wiring = wiring;
    this.#rows = Array.from(wiring.rowAt, () => new Map<number, RowVersion>());
    if (first !== undefined) this.#rows.forEach((_, slot) => this.add(rows, slot, first, undefined));
  }

  of(slot: number, version: number): RowVersion | undefined {
    return this.#rows[slot]?.get(version);
  }

  /** A row is of this version now. */
  add({ parameters }: Rows, slot: number, version: number, commit: number | undefined): void {
    if (this.#wiring.rowAt[slot]! < 0) return;
    const { from, end } = rowOf(this.#wiring, slot);
    this.#rows[slot]!.set(version, { numbers: parameters.slice(from, end), commit });
  }

  /** Nobody reads an older one of this neuron any more. */
  forget(slot: number, before: number): void {
    const versions = this.#rows[slot]!;
    // They come in order, so that the oldest stand first.
    for (const version of versions.keys()) {
      if (version >= before) return;
      versions.delete(version);
    }
  }
}
