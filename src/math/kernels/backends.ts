import type { Precision } from "../precision.ts";
import type { Backend } from "./backend.ts";
import { jsBackend } from "./js-backend.ts";
import { wasmBackend } from "./wasm-backend.ts";
import type { KernelChoice } from "./kernel-choice.ts";
import { wasmModule } from "./wasm-module.ts";

/**
 * Kernels with a memory of their own.
 * @throws RangeError if "wasm" is asked for where there is none
 */
export function backend(choice: KernelChoice, precision: Precision): Backend {
  if (choice === "js") return jsBackend(precision);
  const module = wasmModule(precision);
  if (module !== undefined) return wasmBackend(module, precision);
  if (choice === "auto") return jsBackend(precision);
  throw new RangeError("kernel: expected auto or js, as there is no WebAssembly with SIMD here; got wasm");
}
