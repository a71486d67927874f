import type { Block } from "../math/kernels/block.ts";
import type { Memory } from "../neuron/memory.ts";
import type { Population } from "../neuron/population.ts";

/** Parameters from … to − 1: rows of one length. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** The rows of a stage's neurons: where they stand in the blocks of a memory, and, put end to end, as a list. */
export class Rows {
  /** Numbers in all. */
  readonly count: number;
  readonly #memory: Memory;
  readonly #ranges: readonly Range[];

  constructor(memory: Memory, populations: readonly Population[]) {
    this.#memory = memory;
    this.#ranges = rangesOf(populations);
    this.count = this.#ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  /** Their numbers in a block, as a copy. */
  copy({ numbers }: Block): Float64Array {
    const copy = new Float64Array(this.count);
    let at = 0;
    for (const { from, to } of this.#ranges) {
      copy.set(numbers.subarray(from, to), at);
      at += to - from;
    }
    return copy;
  }

  write(values: Float64Array, { numbers }: Block): void {
    let at = 0;
    for (const { from, to } of this.#ranges) {
      numbers.set(values.subarray(at, at + to - from), from);
      at += to - from;
    }
  }

  /** Lays out weights, which have seen `version` commits, for the neurons to read: as their own, and as what error signals meet. */
  layOut(weights: Float64Array, version: number): void {
    const { parameters, errorWeightRule } = this.#memory;
    this.write(weights, parameters);
    if (errorWeightRule?.follow === undefined) return;
    for (const { from, to, length } of this.#ranges) {
      for (let row = from; row < to; row += length) {
        errorWeightRule.follow(this.#memory, row, row + length, version);
      }
    }
  }
}

/** Where the rows of populations stand, in the order of the parameters. */
function rangesOf(populations: readonly Population[]): Range[] {
  return populations
    .filter(({ shared }) => shared.role === "computing")
    .map(({ shared: { rows, rowLength }, neurons }) => ({
      from: rows,
      to: rows + neurons.length * rowLength,
      length: rowLength,
    }))
    .sort((one, other) => one.from - other.from);
}
