import type { Precision } from "../precision.ts";
import { wasmBinaries } from "./wasm-binaries.ts";
import type { WasmExports } from "./wasm-kernels.ts";

/** Each precision has a module of its own, compiled when first asked for; undefined: it cannot be compiled here. */
const compiled = new Map<Precision, WebAssembly.Module | undefined>();

/** The kernels' module; undefined where the machine's WebAssembly has no SIMD, or is not there at all. */
export function wasmModule(precision: Precision): WebAssembly.Module | undefined {
  if (!compiled.has(precision)) compiled.set(precision, compile(wasmBinaries[precision]));
  return compiled.get(precision);
}

/** An instance of the kernels over a memory of its own. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): WasmExports {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as WasmExports;
}

function compile(base64: string): WebAssembly.Module | undefined {
  try {
    return new WebAssembly.Module(bytesOf(base64));
  } catch {
    return undefined;
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
