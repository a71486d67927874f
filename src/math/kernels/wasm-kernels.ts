import type { Precision } from "../precision.ts";
import type { Kernels, Plan, Prepared, UpdateKernel } from "./kernels.ts";
import type { WasmMemory } from "./wasm-memory.ts";
import { PlanMemory, wordsOf, writeBackward, writeForward } from "./wasm-plan.ts";

/** What assembly/index.ts exports: places are addresses. */
export type WasmExports = Readonly<
  Record<
    "forward" | "backward" | "correlate" | "sgd" | "momentum" | "nesterov" | "rmsprop" | "adam",
    (...numbers: number[]) => number
  >
>;

/** The kernels of a WebAssembly module, which work in blocks of that module's memory alone. */
export function wasmKernels(wasm: WasmExports, precision: Precision, memory: WasmMemory): Kernels {
  const size = precision === "f64" ? 8 : 4;
  const plans = new PlanMemory(memory);
  const wordsFor = ({ arcs }: Plan, earlier: Prepared | undefined): Int32Array => {
    const words = wordsOf(arcs.length);
    const address = earlier ?? plans.allocate(words * Int32Array.BYTES_PER_ELEMENT);
    return new Int32Array(memory.buffer, address, words);
  };
  return {
    prepareForward: (plan, earlier) => writeForward(plan, size, wordsFor(plan, earlier)).byteOffset,
    prepareBackward: (plan, earlier) => writeBackward(plan, size, wordsFor(plan, earlier)).byteOffset,
    // The module's own functions: nothing stands between a neuron and its loop.
    forward: wasm.forward,
    backward: wasm.backward,
    correlate: wasm.correlate,
    sgd: updateKernel(wasm.sgd, size),
    momentum: updateKernel(wasm.momentum, size),
    nesterov: updateKernel(wasm.nesterov, size),
    rmsprop: updateKernel(wasm.rmsprop, size),
    adam: updateKernel(wasm.adam, size),
  };
}

/** A rule that has fewer numbers of state than two is told of a place that it never looks at. */
function updateKernel(rule: WasmExports["sgd"], size: number): UpdateKernel {
  return (parameters, gradients, state, scalars, from, to) => {
    const place = from * size;
    rule(
      parameters.address + place,
      gradients.address + place,
      (state[0]?.address ?? 0) + place,
      (state[1]?.address ?? 0) + place,
      scalars.address,
      (to - from) * size,
    );
  };
}
