import type { Precision } from "../precision.ts";
import type { Kernels, UpdateKernel } from "./kernels.ts";
import type { WasmMemory } from "./wasm-memory.ts";
import { PlanMemory, wordsOf, writePlan } from "./wasm-plan.ts";

/** What assembly/index.ts exports: places are addresses. */
export type WasmExports = Readonly<
  Record<
    | "weightedSum"
    | "amplify"
    | "add"
    | "correlate"
    | "sigmoid"
    | "sgd"
    | "momentum"
    | "nesterov"
    | "rmsprop"
    | "adam",
    (...numbers: number[]) => number
  >
>;

/** The kernels of a WebAssembly module, which work in blocks of that module's memory alone. */
export function wasmKernels(wasm: WasmExports, precision: Precision, memory: WasmMemory): Kernels {
  const size = precision === "f64" ? 8 : 4;
  // Taken out once: the object that holds them is slow to look things up in.
  const plans = new PlanMemory(memory);
  const { weightedSum, amplify, add, correlate, sigmoid } = wasm;
  return {
    prepare(plan, earlier) {
      const address = earlier?.address ?? plans.allocate(wordsOf(plan) * Int32Array.BYTES_PER_ELEMENT);
      writePlan(plan, size, new Int32Array(memory.buffer, address, wordsOf(plan)));
      return { address, plan: undefined };
    },

    weightedSum: ({ address }, member, first, samples) => weightedSum(address, member, first, samples),

    correlate: ({ address }, member, samples) => void correlate(address, member, samples),

    amplify: (gain, delta, at, samples) =>
      amplify(gain.address + at * size, delta.address + at * size, samples),

    add(out, outAt, addend, addendAt, samples) {
      add(out.address + outAt * size, addend.address + addendAt * size, samples);
    },

    sigmoid(z, a, gain, at, samples) {
      const place = at * size;
      sigmoid(z.address + place, a.address + place, gain.address + place, samples);
    },

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
