import type { Backend } from "../../src/math/kernels/backend.ts";
import type { Block } from "../../src/math/kernels/block.ts";
import { scalarCount, scalars as places } from "../../src/math/kernels/scalars.ts";

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
  const vectors = (size: number) => allocate(size * batch);
  const x = vectors(sizes[0]!);
  const none: readonly Block[] = [];
  const scalars = allocate(scalarCount);
  let taken = 0;
  const layers = sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l]!;
    const count = (inputs + 1) * outputs;
    const parameters = allocate(count);
    parameters.numbers.set(initial.subarray(taken, (taken += count)));
    const gradients = allocate(count);
    return { inputs, outputs, parameters, gradients, z: vectors(outputs), a: vectors(outputs), gain: vectors(outputs), delta: vectors(outputs) }; // prettier-ignore
  });
  const common = { outAt: 0, stride: batch };
  const forwardSums = layers.map(({ inputs, z, parameters, gradients, delta }, l) => {
    const arcs = [{ messagesAt: 0, terms: inputs, weightAt: 0, weightStep: 1, memberStep: inputs + 1 }];
    const messages = layers[l - 1]?.a ?? x;
    return kernels.prepare({ ...common, out: z, weights: parameters, startAt: inputs, startStep: inputs + 1, messages, arcs, delta, gradients }, undefined); // prettier-ignore
  });
  const backwardSums = layers.slice(0, -1).map(({ outputs, delta, gradients }, l) => {
    const next = layers[l + 1]!;
    const arcs = [
      { messagesAt: 0, terms: next.outputs, weightAt: 0, weightStep: outputs + 1, memberStep: 1 },
    ];
    return kernels.prepare({ ...common, out: delta, weights: next.parameters, startAt: -1, startStep: 0, messages: next.delta, arcs, delta, gradients }, undefined); // prettier-ignore
  });
  const last = layers.at(-1)!;

  function forward(samples: number): void {
    for (let l = 0; l < layers.length; l++) {
      const { outputs, z, a, gain } = layers[l]!;
      const sums = forwardSums[l]!;
      for (let j = 0; j < outputs; j++) {
        kernels.weightedSum(sums, j, 0, samples);
        kernels.sigmoid(z, a, gain, j * batch, samples);
      }
    }
  }

  function backward(samples: number): void {
    for (let l = layers.length - 2; l >= 0; l--) {
      const { outputs, gain, delta } = layers[l]!;
      const sums = backwardSums[l]!;
      for (let i = 0; i < outputs; i++) {
        kernels.weightedSum(sums, i, 0, samples);
        kernels.amplify(gain, delta, i * batch, samples);
      }
    }
  }

  function update(samples: number, rate: number): void {
    scalars.numbers[places.rate] = rate;
    for (let l = 0; l < layers.length; l++) {
      const { inputs, outputs, parameters, gradients } = layers[l]!;
      const sums = forwardSums[l]!;
      for (let j = 0; j < outputs; j++) {
        const row = j * (inputs + 1);
        kernels.correlate(sums, j, samples);
        kernels.sgd(parameters, gradients, none, scalars, row, row + inputs + 1);
      }
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
