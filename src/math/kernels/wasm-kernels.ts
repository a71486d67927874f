import type { Precision } from "../precision.ts";
import type { Kernels } from "./kernels.ts";

/** What assembly/index.ts exports: places are addresses; steps, strides and the lengths of vectors count bytes. */
export type WasmExports = Readonly<
  Record<
    | "accumulate"
    | "firstNotFinite"
    | "amplify"
    | "add"
    | "correlate"
    | "total"
    | "sgd"
    | "momentum"
    | "nesterov"
    | "rmsprop"
    | "adam",
    (...numbers: number[]) => number
  >
>;

/** The kernels of a WebAssembly module, which work in blocks of that module's memory alone. */
export function wasmKernels(wasm: WasmExports, precision: Precision): Kernels {
  const size = precision === "f64" ? 8 : 4;
  return {
    // A handful of numbers: written sooner than WebAssembly is called.
    fill(out, outAt, samples, value) {
      for (let s = 0; s < samples; s++) out[outAt + s] = value;
    },

    accumulate(out, outAt, weights, weightAt, weightStep, block, blockAt, stride, terms, samples) {
      wasm.accumulate(
        out.byteOffset + outAt * size,
        weights.byteOffset + weightAt * size,
        weightStep * size,
        block.byteOffset + blockAt * size,
        stride * size,
        terms,
        samples * size,
      );
    },

    firstNotFinite(block, at, samples) {
      const found = wasm.firstNotFinite(block.byteOffset + at * size, samples * size);
      return found < 0 ? -1 : at + found / size;
    },

    amplify(gain, delta, at, samples) {
      const place = at * size;
      const stopped = wasm.amplify(gain.byteOffset + place, delta.byteOffset + place, samples * size);
      return stopped < 0 ? -1 : at + stopped / size;
    },

    add(out, outAt, addend, addendAt, samples) {
      wasm.add(out.byteOffset + outAt * size, addend.byteOffset + addendAt * size, samples * size);
    },

    correlate(out, outAt, block, blockAt, stride, terms, delta, deltaAt, samples, scale) {
      wasm.correlate(
        out.byteOffset + outAt * size,
        block.byteOffset + blockAt * size,
        stride * size,
        terms,
        delta.byteOffset + deltaAt * size,
        samples * size,
        scale,
      );
    },

    total(delta, deltaAt, samples, scale) {
      return wasm.total(delta.byteOffset + deltaAt * size, samples * size, scale);
    },

    sgd(parameters, gradients, from, to, rate, decay) {
      const place = from * size;
      wasm.sgd(parameters.byteOffset + place, gradients.byteOffset + place, (to - from) * size, rate, decay);
    },

    momentum(parameters, gradients, buffer, from, to, rate, kept, entering, decay) {
      const place = from * size;
      wasm.momentum(
        parameters.byteOffset + place,
        gradients.byteOffset + place,
        buffer.byteOffset + place,
        (to - from) * size,
        rate,
        kept,
        entering,
        decay,
      );
    },

    nesterov(parameters, gradients, buffer, from, to, rate, kept, decay) {
      const place = from * size;
      wasm.nesterov(
        parameters.byteOffset + place,
        gradients.byteOffset + place,
        buffer.byteOffset + place,
        (to - from) * size,
        rate,
        kept,
        decay,
      );
    },

    rmsprop(parameters, gradients, squares, from, to, rate, kept, entering, epsilon, decay) {
      const place = from * size;
      wasm.rmsprop(
        parameters.byteOffset + place,
        gradients.byteOffset + place,
        squares.byteOffset + place,
        (to - from) * size,
        rate,
        kept,
        entering,
        epsilon,
        decay,
      );
    },

    adam(
      parameters,
      gradients,
      means,
      squares,
      from,
      to,
      rate,
      correction,
      shrink,
      kept1,
      entering1,
      kept2,
      entering2,
      epsilon,
      decay,
    ) {
      const place = from * size;
      wasm.adam(
        parameters.byteOffset + place,
        gradients.byteOffset + place,
        means.byteOffset + place,
        squares.byteOffset + place,
        (to - from) * size,
        rate,
        correction,
        shrink,
        kept1,
        entering1,
        kept2,
        entering2,
        epsilon,
        decay,
      );
    },
  };
}
