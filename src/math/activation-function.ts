/** An activation function σ and its derivative, the gain of the neuron in the backward pass. */
export interface ActivationFunction {
  readonly name: ActivationName;
  /** a = σ(z) */
  readonly value: (z: number) => number;
  /** σ'(z), given z and a = σ(z), whichever it is cheaper or more exact to compute from. */
  readonly derivative: (z: number, a: number) => number;
}

export type ActivationName =
  "identity" | "sigmoid" | "tanh" | "relu" | "leaky-relu" | "elu" | "softplus" | "gelu" | "sin";
