/* eslint-disable @typescript-eslint/no-non-null-assertion -- there is a row for every neuron, and a number for each of its terms */

/** What a layer has instead of error signals: a guess of ∂L/∂a from what is known as soon as the forward pass has left it. */
export interface GradientModel {
  /** A guess, one number a neuron, from the layer's activations and the sample's targets. */
  readonly guess: (activations: Float64Array, targets: Float64Array) => Float64Array;
  /** What has come back from the layer ahead was this, for a sample that counts for `share` of its batch. */
  readonly learn: (
    activations: Float64Array,
    targets: Float64Array,
    came: Float64Array,
    share: number,
  ) => void;
  /** The batch is complete. */
  readonly commit: (rate: number) => void;
}

/** A guess that is linear in activations and targets: ĝ = M·(a, t, 1), from M = 0 on, by gradient descent on ½‖ĝ − g‖². */
export class LinearGradientModel implements GradientModel {
  readonly #size: number;
  readonly #terms: number;
  /** A row a neuron: one number an activation, one a target, and one by itself. */
  readonly #weights: Float64Array;
  readonly #gradient: Float64Array;

  constructor(size: number, targets: number) {
    this.#size = size;
    this.#terms = size + targets + 1;
    this.#weights = new Float64Array(size * this.#terms);
    this.#gradient = new Float64Array(size * this.#terms);
  }

  guess(activations: Float64Array, targets: Float64Array): Float64Array {
    const heard = heardOf(activations, targets);
    return Float64Array.from({ length: this.#size }, (_, i) => {
      let sum = 0;
      for (let k = 0; k < this.#terms; k++) sum += this.#weights[i * this.#terms + k]! * heard[k]!;
      return sum;
    });
  }

  learn(activations: Float64Array, targets: Float64Array, came: Float64Array, share: number): void {
    const heard = heardOf(activations, targets);
    this.guess(activations, targets).forEach((guess, i) => {
      const error = (guess - came[i]!) * share;
      for (let k = 0; k < this.#terms; k++) this.#gradient[i * this.#terms + k]! += error * heard[k]!;
    });
  }

  commit(rate: number): void {
    for (let i = 0; i < this.#weights.length; i++) this.#weights[i]! -= rate * this.#gradient[i]!;
    this.#gradient.fill(0);
  }
}

function heardOf(activations: Float64Array, targets: Float64Array): Float64Array {
  return Float64Array.of(...activations, ...targets, 1);
}
