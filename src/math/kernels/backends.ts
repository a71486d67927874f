import { type Precision, precisions } from "../precision.ts";
import { expectedOneOf } from "../suggestion.ts";
import type { Backend } from "./backend.ts";
import { jsBackend } from "./js-backend.ts";
import { wasmBackend } from "./wasm-backend.ts";
import { type KernelChoice, kernelChoices } from "./kernel-choice.ts";
import { wasmModule } from "./wasm-module.ts";

/**
 * Kernels with a memory of their own.
 * @throws RangeError for a choice or precision that there is not, and if "wasm" is asked for where there is none
 */
export function backend(choice: KernelChoice, precision: Precision): Backend {
  expectOneOf("precision", precisions, precision);
  expectOneOf("kernel", kernelChoices, choice);
  if (choice === "js") return jsBackend(precision);
  const module = wasmModule(precision);
  if (module !== undefined) return wasmBackend(module, precision);
  if (choice === "auto") return jsBackend(precision);
  throw new RangeError("kernel: expected auto or js, as there is no WebAssembly with SIMD here; got wasm");
}

/** Programs in plain JavaScript may say anything. */
function expectOneOf(name: string, allowed: readonly string[], got: string): void {
  if (!allowed.includes(got)) throw new RangeError(`${name}: ${expectedOneOf(allowed, got)}`);
}
