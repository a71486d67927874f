import type { UpdateKernels } from "./kernels/kernels.ts";
import type { Block } from "./kernels/block.ts";

export type OptimizerName = "sgd" | "momentum" | "nesterov" | "rmsprop" | "adam" | "adamw";

/** A rule of update. It is written for a whole range of parameters, so that a neuron updates its row in one call. */
export interface Optimizer {
  readonly name: OptimizerName;
  /** How many numbers of state it keeps for each parameter (0 for sgd, 1 for momentum, 2 for adam). */
  readonly slots: number;
  /**
   * The scalars of commit number `commit` (1, 2, …), computed once for all parameters.
   * Called in order, once a commit: running products (adam's bias corrections) live in what it returns.
   */
  readonly begin: (commit: number, learningRate: number, previous: Step | undefined) => Step;
  /** Updates parameters[from … to−1] with their gradients; state[k] has the same places as `parameters`. */
  readonly update: (
    kernels: UpdateKernels,
    step: Step,
    parameters: Block,
    gradients: Block,
    state: readonly Block[],
    from: number,
    to: number,
  ) => void;
}

/** What one commit has in common for all parameters. */
export interface Step {
  readonly commit: number;
  readonly learningRate: number;
  /** Running products β₁ᵗ and β₂ᵗ (1 where the rule has none): a product, not a power, so that bits never vary. */
  readonly beta1: number;
  readonly beta2: number;
}
