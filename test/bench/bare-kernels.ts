import { activationFunction } from "../../src/math/activation-functions.ts";
import type { Backend } from "../../src/math/kernels/backend.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops over their own lengths */

/**
 * The same kernels without actors: what neurons, messages and the coordinator cost is what the network takes longer than
 * this. Rows and vectors lie as in the network; no gradient is kept beyond its batch.
 *
 * @param initial as in a network's model: of each neuron its weights, then its bias
 */
export function createBareKernels(
  { kernels, allocate }: Backend,
  sizes: readonly number[],
  batch: number,
  initial: Float64Array,
) {
  const sigmoid = activationFunction("sigmoid");
  const vectors = (size: number) => allocate(size * batch);
  const x = vectors(sizes[0]!);
  let taken = 0;
  const layers = sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l]!;
    const count = (inputs + 1) * outputs;
    const parameters = allocate(count);
    parameters.numbers.set(initial.subarray(taken, (taken += count)));
    const gradients = allocate(count);
    return { inputs, outputs, parameters, gradients, z: vectors(outputs), a: vectors(outputs), gain: vectors(outputs), delta: vectors(outputs) }; // prettier-ignore
  });
  const last = layers.at(-1)!;

  function forward(samples: number): void {
    let input = x;
    for (const { inputs, outputs, parameters, z, a, gain } of layers) {
      for (let j = 0; j < outputs; j++) {
        const at = j * batch;
        const row = j * (inputs + 1);
        kernels.weightedSum(z, at, parameters, row + inputs, row, 1, input, 0, batch, inputs, samples);
        sigmoid.apply(z.numbers, a.numbers, gain.numbers, at, at + samples);
      }
      input = a;
    }
  }

  function backward(samples: number): void {
    for (let l = layers.length - 2; l >= 0; l--) {
      const { outputs, gain, delta } = layers[l]!;
      const next = layers[l + 1]!;
      for (let i = 0; i < outputs; i++) {
        const at = i * batch;
        kernels.weightedSum(delta, at, next.parameters, -1, i, outputs + 1, next.delta, 0, batch, next.outputs, samples); // prettier-ignore
        kernels.amplify(gain, delta, at, samples);
      }
    }
  }

  function update(samples: number, rate: number): void {
    let input = x;
    for (const { inputs, outputs, parameters, gradients, a, delta } of layers) {
      for (let j = 0; j < outputs; j++) {
        const row = j * (inputs + 1);
        kernels.correlate(gradients, row, row + inputs, input, 0, batch, inputs, delta, j * batch, samples); // prettier-ignore
        kernels.sgd(parameters, gradients, row, row + inputs + 1, rate, 0);
      }
      input = a;
    }
  }

  function load(inputs: Float64Array, samples: number): void {
    const width = sizes[0]!;
    for (let i = 0; i < width; i++) {
      for (let s = 0; s < samples; s++) x.numbers[i * batch + s] = inputs[s * width + i]!;
    }
  }

  /** One batch: inputs and targets are sample-major. */
  function trainBatch(inputs: Float64Array, targets: Float64Array, samples: number, rate: number): void {
    load(inputs, samples);
    forward(samples);
    const { outputs, a, gain, delta } = last;
    for (let k = 0; k < outputs; k++) {
      for (let s = 0; s < samples; s++) {
        delta.numbers[k * batch + s] = a.numbers[k * batch + s]! - targets[s * outputs + k]!;
      }
      kernels.amplify(gain, delta, k * batch, samples);
    }
    backward(samples);
    update(samples, rate);
  }

  /** What the outputs say to at most a batch of samples, sample-major. */
  function predict(inputs: Float64Array, samples: number): number[] {
    load(inputs, samples);
    forward(samples);
    const { outputs, a } = last;
    return Array.from({ length: samples * outputs }, (_, i) => {
      const [sample, output] = [Math.floor(i / outputs), i % outputs];
      return a.numbers[output * batch + sample]!;
    });
  }
  return { trainBatch, predict };
}
