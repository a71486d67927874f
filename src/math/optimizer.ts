import type { UpdateKernels } from "./kernels/kernels.ts";
import type { Numbers } from "./precision.ts";

export type OptimizerName = "sgd" | "momentum" | "nesterov" | "rmsprop" | "adam" | "adamw";

/** A rule of update. It is written for a whole range of parameters, so that a neuron updates its row in one call. */
export interface Optimizer {
  readonly name: OptimizerName;
  /** How many numbers of state it keeps for each parameter (0 for sgd, 1 for momentum, 2 for adam). */
  readonly slots: number;
  /**
   * The next commit is due: brings up to date what it has in common for all parameters, `scalars` included (see
   * kernels/scalars.ts). Called in order, once a commit.
   */
  readonly begin: (step: Step, learningRate: number, scalars: Numbers) => void;
  /** The kernel that updates a range of parameters with their gradients. */
  readonly kernel: keyof UpdateKernels;
}

/** What the commit at hand has in common for all parameters. */
export interface Step {
  /** 1, 2, …; 0 before the first one. */
  commit: number;
  learningRate: number;
  /** Running products β₁ᵗ and β₂ᵗ (1 where the rule has none): a product, not a power, so that bits never vary. */
  beta1: number;
  beta2: number;
}

/** Before the first commit of a run. */
export function newStep(): Step {
  return { commit: 0, learningRate: 0, beta1: 1, beta2: 1 };
}
