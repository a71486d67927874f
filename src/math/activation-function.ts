import type { Block } from "./kernels/block.ts";

/** An activation function σ and its derivative, the gain of the neuron in the backward pass. */
export interface ActivationFunction {
  readonly name: ActivationName;
  /** a = σ(z) */
  readonly value: (z: number) => number;
  /** σ'(z), given z and a = σ(z), whichever it is cheaper or more exact to compute from. */
  readonly derivative: (z: number, a: number) => number;
  /**
   * a = σ(z) and gain = σ'(z), at places at … at + samples − 1 of the blocks; undefined where the forward kernel does that itself
   * (see kernels/kernels.ts).
   */
  readonly apply: ((z: Block, a: Block, gain: Block, at: number, samples: number) => void) | undefined;
}

export type ActivationName =
  "identity" | "sigmoid" | "tanh" | "relu" | "leaky-relu" | "elu" | "softplus" | "gelu" | "sin";
