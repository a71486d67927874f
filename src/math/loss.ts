import type { ActivationName } from "./activation-function.ts";

export type LossName =
  "half-squared-error" | "mean-squared-error" | "binary-cross-entropy" | "softmax-cross-entropy";

/** The loss of one sample over its K outputs, and where its derivative enters an output neuron. */
export interface Loss {
  readonly name: LossName;
  /** The output neurons' activation functions that it goes with; undefined: any. */
  readonly outputs: ActivationName | undefined;
  /**
   * "activation": the error is ∂L/∂a and the neuron multiplies it by its gain.
   * "pre-activation": the error is ∂L/∂z already, in the stable form in which σ' has cancelled.
   */
  readonly enters: "activation" | "pre-activation";
  /**
   * The loss of one sample, written into losses[sample], and its derivatives, written into `error`.
   * z, a, target, error: K numbers each, one an output neuron, in the order of the outputs.
   */
  readonly evaluate: (
    z: Float64Array,
    a: Float64Array,
    target: Float64Array,
    error: Float64Array,
    losses: Float64Array,
    sample: number,
  ) => void;
}
