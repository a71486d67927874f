/** "auto": WebAssembly where the machine has it with SIMD, else JavaScript. The bits are the same. */
export type KernelChoice = "auto" | "wasm" | "js";

export const kernelChoices: readonly KernelChoice[] = ["auto", "wasm", "js"];
