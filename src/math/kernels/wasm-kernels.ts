import type { Precision } from "../precision.ts";
import type { Kernels } from "./kernels.ts";

/** What assembly/index.ts exports: places are addresses; steps, strides and the lengths of vectors count bytes. */
export type WasmExports = Readonly<
  Record<
    | "weightedSum"
    | "accumulate"
    | "amplify"
    | "add"
    | "correlate"
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
  // Taken out once: the object that holds them is slow to look things up in.
  const { weightedSum, accumulate, amplify, add, correlate } = wasm;
  const { sgd, momentum, nesterov, rmsprop, adam } = wasm;
  return {
    weightedSum(out, outAt, weights, startAt, weightAt, weightStep, block, blockAt, stride, terms, samples) {
      const stopped = weightedSum(
        out.address + outAt * size,
        startAt < 0 ? 0 : weights.address + startAt * size,
        weights.address + weightAt * size,
        weightStep * size,
        block.address + blockAt * size,
        stride * size,
        terms,
        samples * size,
      );
      return stopped < 0 ? -1 : outAt + stopped / size;
    },

    accumulate(out, outAt, weights, weightAt, weightStep, block, blockAt, stride, terms, samples) {
      const stopped = accumulate(
        out.address + outAt * size,
        weights.address + weightAt * size,
        weightStep * size,
        block.address + blockAt * size,
        stride * size,
        terms,
        samples * size,
      );
      return stopped < 0 ? -1 : outAt + stopped / size;
    },

    amplify(gain, delta, at, samples) {
      const place = at * size;
      const stopped = amplify(gain.address + place, delta.address + place, samples * size);
      return stopped < 0 ? -1 : at + stopped / size;
    },

    add(out, outAt, addend, addendAt, samples) {
      add(out.address + outAt * size, addend.address + addendAt * size, samples * size);
    },

    correlate(out, outAt, meanAt, block, blockAt, stride, terms, delta, deltaAt, samples) {
      correlate(
        out.address + outAt * size,
        out.address + meanAt * size,
        block.address + blockAt * size,
        stride * size,
        terms,
        delta.address + deltaAt * size,
        samples,
      );
    },

    sgd(parameters, gradients, from, to, rate, decay) {
      const place = from * size;
      sgd(parameters.address + place, gradients.address + place, (to - from) * size, rate, decay);
    },

    momentum(parameters, gradients, buffer, from, to, rate, kept, entering, decay) {
      const place = from * size;
      momentum(
        parameters.address + place,
        gradients.address + place,
        buffer.address + place,
        (to - from) * size,
        rate,
        kept,
        entering,
        decay,
      );
    },

    nesterov(parameters, gradients, buffer, from, to, rate, kept, decay) {
      const place = from * size;
      nesterov(
        parameters.address + place,
        gradients.address + place,
        buffer.address + place,
        (to - from) * size,
        rate,
        kept,
        decay,
      );
    },

    rmsprop(parameters, gradients, squares, from, to, rate, kept, entering, epsilon, decay) {
      const place = from * size;
      rmsprop(
        parameters.address + place,
        gradients.address + place,
        squares.address + place,
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
      adam(
        parameters.address + place,
        gradients.address + place,
        means.address + place,
        squares.address + place,
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
