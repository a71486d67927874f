import type { Numbers } from "../../math/precision.ts";
import type { Layer } from "./layers.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there are numbers for every layer, neuron and weight */

/**
 * One sample's inference. Each neuron holds a value x, which the layer before predicts: μ = b + Σ w·f(x), and an error
 * ε = x − μ. It hears f(x) from below and ε from above, and knows nothing else.
 */
export class Inference {
  /** By layer, from the inputs on. */
  readonly values: readonly Float64Array[];
  readonly errors: readonly Float64Array[];
  readonly #layers: readonly Layer[];
  readonly #parameters: Numbers;

  /** Begins where every prediction comes true: the values are the z of a forward pass, and all errors are 0. */
  constructor(layers: readonly Layer[], parameters: Numbers, inputs: Numbers) {
    this.#layers = layers;
    this.#parameters = parameters;
    this.values = layers.map(({ size }) => new Float64Array(size));
    this.errors = layers.map(({ size }) => new Float64Array(size));
    this.values[0]!.set(inputs);
    for (let l = 1; l < layers.length; l++) this.values[l]!.set(this.#predictionOf(l));
  }

  /** ε = x − μ of every neuron, at the values as they are. */
  compare(): void {
    for (let l = 1; l < this.#layers.length; l++) {
      const [x, mu, error] = [this.values[l]!, this.#predictionOf(l), this.errors[l]!];
      for (let i = 0; i < x.length; i++) error[i] = x[i]! - mu[i]!;
    }
  }

  /**
   * All hidden values move at once: x ← x + γ·(−ε + f'(x) · Σ w·ε), by the errors of the last comparison. Returns the largest
   * step.
   */
  move(rate: number): number {
    let largest = 0;
    for (let l = 1; l < this.#layers.length - 1; l++) {
      const { activation } = this.#layers[l]!;
      const [x, error] = [this.values[l]!, this.errors[l]!];
      for (let i = 0; i < x.length; i++) {
        const gain = activation.derivative(x[i]!, activation.value(x[i]!));
        const step = rate * (gain * this.#errorFromAbove(l, i) - error[i]!);
        x[i]! += step;
        largest = Math.max(largest, Math.abs(step));
      }
    }
    return largest;
  }

  /** The outputs move, too: x ← x + γ·(−ε + force). Returns the largest step. */
  moveOutputs(rate: number, forces: Float64Array): number {
    const [outputs, errors] = [this.values.at(-1)!, this.errors.at(-1)!];
    let largest = 0;
    for (let k = 0; k < outputs.length; k++) {
      const step = rate * (forces[k]! - errors[k]!);
      outputs[k]! += step;
      largest = Math.max(largest, Math.abs(step));
    }
    return largest;
  }

  /** Adds −ε·f(x)·`share` of the rows of layer l to `gradients`: what a neuron knows of both ends of its synapses. */
  addGradient(l: number, gradients: Numbers, share: number): void {
    const { rows, fanIn } = this.#layers[l]!;
    const activities = this.activitiesOf(l - 1);
    this.errors[l]!.forEach((error, i) => {
      const row = rows + i * (fanIn + 1);
      for (let k = 0; k < fanIn; k++) gradients[row + k]! -= error * activities[k]! * share;
      gradients[row + fanIn]! -= error * share;
    });
  }

  /** f(x) of a layer. */
  activitiesOf(l: number): Float64Array {
    const { activation } = this.#layers[l]!;
    return this.values[l]!.map((x) => activation.value(x));
  }

  #predictionOf(l: number): Float64Array {
    const { size, rows, fanIn } = this.#layers[l]!;
    const activities = this.activitiesOf(l - 1);
    const mu = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const row = rows + i * (fanIn + 1);
      let sum = this.#parameters[row + fanIn]!;
      for (let k = 0; k < fanIn; k++) sum += this.#parameters[row + k]! * activities[k]!;
      mu[i] = sum;
    }
    return mu;
  }

  /** Σ w·ε at neuron i of layer l. */
  #errorFromAbove(l: number, i: number): number {
    const { rows, fanIn } = this.#layers[l + 1]!;
    let sum = 0;
    this.errors[l + 1]!.forEach((error, m) => (sum += this.#parameters[rows + m * (fanIn + 1) + i]! * error));
    return sum;
  }
}
