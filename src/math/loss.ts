import type { ActivationName } from "./activation-function.ts";
import type { Numbers } from "./precision.ts";

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
   * The losses of samples first … first + samples − 1, and their derivatives, where `outputs` says. Returns the sum of the losses,
   * which is not finite where one of them is not.
   */
  readonly evaluate: (outputs: OutputBlock, first: number, samples: number) => number;
}

/** The numbers of the output neurons, and where their losses go: K outputs, in their order. */
export interface OutputBlock {
  /** Output k's number for sample s stands at at[k] + s. */
  readonly z: Numbers;
  readonly a: Numbers;
  readonly at: Int32Array;
  /** The target of output k for sample s stands at s·K + k. */
  readonly targets: Float64Array;
  /** Output k's derivative for sample s comes to stand at k·stride + s. */
  readonly error: Numbers;
  readonly stride: number;
  /** One number a sample. */
  readonly losses: Float64Array;
  /** K numbers of no meaning before or after. */
  readonly scratch: Float64Array;
}
