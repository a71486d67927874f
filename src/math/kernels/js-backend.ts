import { type Precision, newNumbers } from "../precision.ts";
import type { Backend } from "./backend.ts";
import { blockOf } from "./block.ts";
import { jsKernels } from "./js-kernels.ts";

/** Plain JavaScript: runs everywhere, and in the memory that JavaScript itself looks after. */
export function jsBackend(precision: Precision): Backend {
  return {
    name: "js",
    precision,
    kernels: jsKernels(precision),
    allocate: (length) => blockOf(newNumbers(precision, length)),
    release: () => undefined,
  };
}
