import type { Numbers } from "../precision.ts";

/** Numbers that kernels work on, and where they stand in the memory of their backend. */
export interface Block {
  readonly numbers: Numbers;
  /** In bytes; 0 where the memory is JavaScript's own. A typed array would know it too, but tells it slowly. */
  readonly address: number;
}

/** Numbers as a block for kernels of plain JavaScript. */
export function blockOf(numbers: Numbers): Block {
  return { numbers, address: 0 };
}
