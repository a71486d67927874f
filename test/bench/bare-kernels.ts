import type { Backend } from "../../src/math/kernels/backend.ts";
import type { Block } from "../../src/math/kernels/block.ts";
import { scalarCount, scalars as places } from "../../src/math/kernels/scalars.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops over their own lengths */

/**
 * The same kernels without actors: what neurons, messages and the coordinator cost is what the network takes longer than
 * this. Rows and vectors lie as in the network; no gradient is kept beyond its batch.
 *
 * @param initial as in a network's model: of each neuron its weights, then its bias
 * @param grain what a call of a kernel computes: one neuron, or all of a population
 */
export function createBareKernels(
  { kernels, allocate }: Backend,
  sizes: readonly number[],
  batch: number,
  initial: Float64Array,
  grain: "neuron" | "population",
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
  const forwardPlans = layers.map(({ inputs, z, a, gain, parameters, gradients, delta }, l) => {
    const arcs = [{ messagesAt: 0, terms: inputs, weightAt: 0, weightStep: 1, memberStep: inputs + 1 }];
    const messages = layers[l - 1]?.a ?? x;
    return kernels.prepareForward({ ...common, out: z, weights: parameters, startAt: inputs, startStep: inputs + 1, messages, arcs, activation: { a, gain }, delta, gradients }, undefined); // prettier-ignore
  });
  const last = layers.at(-1)!;
  const error = vectors(last.outputs);
  const backwardPlans = layers.map(({ outputs, delta, gain }, l) => {
    const next = layers[l + 1];
    const arcs = [
      { messagesAt: 0, terms: next?.outputs ?? 0, weightAt: 0, weightStep: outputs + 1, memberStep: 1 },
    ];
    const loss = next === undefined ? ({ error, errorAt: 0, enters: "activation" } as const) : undefined;
    return kernels.prepareBackward({ ...common, out: delta, weights: (next ?? last).parameters, messages: (next ?? last).delta, arcs, gain, loss }, undefined); // prettier-ignore
  });
  /** So many neurons are told in one call. */
  const step = grain === "neuron" ? 1 : Infinity;

  function forward(samples: number): void {
    for (let l = 0; l < layers.length; l++) {
      const { outputs } = layers[l]!;
      const plan = forwardPlans[l]!;
      for (let j = 0; j < outputs; j += step)
        kernels.forward(plan, j, Math.min(j + step, outputs), 0, samples);
    }
  }

  function backward(samples: number): void {
    for (let l = layers.length - 1; l >= 0; l--) {
      const { outputs } = layers[l]!;
      const plan = backwardPlans[l]!;
      for (let j = 0; j < outputs; j += step)
        kernels.backward(plan, j, Math.min(j + step, outputs), 0, samples);
    }
  }

  function update(samples: number, rate: number): void {
    scalars.numbers[places.rate] = rate;
    for (let l = 0; l < layers.length; l++) {
      const { inputs, outputs, parameters, gradients } = layers[l]!;
      const plan = forwardPlans[l]!;
      for (let j = 0; j < outputs; j += step) {
        const end = Math.min(j + step, outputs);
        kernels.correlate(plan, j, end, samples);
        kernels.sgd(parameters, gradients, none, scalars, j * (inputs + 1), end * (inputs + 1));
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
    const { outputs, a } = last;
    for (let k = 0; k < outputs; k++) {
      for (let s = 0; s < samples; s++) {
        error.numbers[k * batch + s] = a.numbers[k * batch + s]! - targets[s * outputs + k]!;
      }
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
