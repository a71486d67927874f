import type { Precision } from "../precision.ts";
import type { Backend } from "./backend.ts";
import type { Block } from "./block.ts";
import { wasmKernels } from "./wasm-kernels.ts";
import { WasmMemory } from "./wasm-memory.ts";
import { instantiate } from "./wasm-module.ts";

/** WebAssembly with SIMD. Its kernels work in blocks that it has given out itself, and in no others. */
export function wasmBackend(module: WebAssembly.Module, precision: Precision): Backend {
  const memory = new WasmMemory();
  return {
    name: "wasm",
    precision,
    kernels: wasmKernels(instantiate(module, memory.memory), precision, memory),
    allocate(length): Block {
      // First the place: to make room for it, the memory may get another buffer.
      const address = memory.allocate(length * (precision === "f64" ? 8 : 4));
      const numbers =
        precision === "f64"
          ? new Float64Array(memory.buffer, address, length)
          : new Float32Array(memory.buffer, address, length);
      return { numbers, address };
    },
    release: (block) => memory.release(block.address),
  };
}
