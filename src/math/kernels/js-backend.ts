import { type Precision, newBlock } from "../precision.ts";
import type { Backend } from "./backend.ts";
import { jsKernels } from "./js-kernels.ts";

/** Plain JavaScript: runs everywhere, and in the memory that JavaScript itself looks after. */
export function jsBackend(precision: Precision): Backend {
  return {
    name: "js",
    precision,
    kernels: jsKernels(precision),
    allocate: (length) => newBlock(precision, length),
    release: () => undefined,
  };
}
