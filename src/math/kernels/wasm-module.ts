import type { Precision } from "../precision.ts";
import { wasmBinaries } from "./wasm-binaries.ts";
import type { WasmExports } from "./wasm-kernels.ts";

const compiled = new Map<Precision, WebAssembly.Module>();

/** An instance of the kernels' module over a memory. Each precision has a module of its own, compiled when first asked for. */
export function instantiate(precision: Precision, memory: WebAssembly.Memory): WasmExports {
  const module = compiled.get(precision) ?? new WebAssembly.Module(bytesOf(wasmBinaries[precision]));
  compiled.set(precision, module);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as WasmExports;
}

/** Whether this machine's WebAssembly has what the kernels need: SIMD, and memory that may be shared. */
export function hasWasm(): boolean {
  try {
    return WebAssembly.validate(bytesOf(wasmBinaries.f64));
  } catch {
    // No WebAssembly at all.
    return false;
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
