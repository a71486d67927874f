import type { Precision } from "../precision.ts";
import type { Backend } from "./backend.ts";
import { jsBackend } from "./js-backend.ts";
import { wasmBackend } from "./wasm-backend.ts";
import { hasWasm } from "./wasm-module.ts";

/** "auto": WebAssembly where the machine has it with SIMD, else JavaScript. The bits are the same. */
export type KernelChoice = "auto" | "wasm" | "js";

export const kernelChoices: readonly KernelChoice[] = ["auto", "wasm", "js"];

/**
 * Kernels with a memory of their own.
 * @throws RangeError if "wasm" is asked for where there is none
 */
export function backend(choice: KernelChoice, precision: Precision): Backend {
  if (choice === "js") return jsBackend(precision);
  if (hasWasm()) return wasmBackend(precision);
  if (choice === "auto") return jsBackend(precision);
  throw new RangeError("kernel: expected auto or js, as there is no WebAssembly with SIMD here; got wasm");
}
