import type { Precision } from "../precision.ts";
import type { Block } from "./block.ts";
import type { Kernels } from "./kernels.ts";

/** Kernels, and the memory that they work in. */
export interface Backend {
  readonly name: "js" | "wasm";
  readonly precision: Precision;
  readonly kernels: Kernels;
  /**
   * `length` numbers, all 0.
   * @throws RangeError if the memory has no room for them
   */
  readonly allocate: (length: number) => Block;
  /** Takes a block back, to be given out again: nobody reads or writes it any more. */
  readonly release: (block: Block) => void;
}
