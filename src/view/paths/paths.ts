import type { TraceLevel } from "../../trace/header.ts";

/** All paths from one weight to the loss, as plain data. */
export interface Paths {
  readonly weight: ChosenWeight;
  readonly counts: PathCounts;
  /** The term of the loss that a path ends with: ∂L/∂a, or ∂L/∂z where the gain of the output has cancelled. */
  readonly enters: "activation" | "pre-activation";
  /** Error signals meet other weights than activations do. */
  readonly hasFeedback: boolean;
  readonly level: TraceLevel;
  /** The products, or why there are none. */
  readonly pass: PassPaths | "level" | "left out" | "not yet";
}

export interface ChosenWeight {
  readonly source: number;
  readonly target: number;
  readonly from: string;
  readonly to: string;
  /** The names that were given, where no synapse leads from one to the other. */
  readonly instead: readonly string[] | undefined;
}

/** How many paths there are, and multiplications. See countPaths for the formulas. */
export interface PathCounts {
  readonly paths: bigint;
  readonly one: Multiplications;
  /** For all weights of the network. */
  readonly all: Multiplications;
  readonly weights: number;
}

export interface Multiplications {
  readonly walking: bigint;
  readonly backpropagation: number;
}

/** The paths in numbers, for one sample. */
export interface PassPaths {
  /** Number of the batch, and how many samples of it the trace tells. */
  readonly batch: number;
  readonly sample: number;
  readonly samples: number;
  /** The weight itself in this pass, and the activation that it is multiplied by. */
  readonly weight: number | undefined;
  readonly activation: number;
  /** Those with the largest |product|, largest first; products have the activation in them. */
  readonly listed: readonly Path[];
  readonly others: { readonly count: bigint; readonly sum: number };
  readonly sum: number;
  readonly comparison: Comparison;
}

export interface Path {
  /** Its neurons; of a long path the first and the last ones. */
  readonly steps: readonly PathStep[];
  /** How many neurons it leads through. */
  readonly length: number;
  /** What the loss tells its last neuron. */
  readonly error: number;
  readonly product: number;
}

/** A neuron on a path, and the weight that leads to it: undefined of the first, whose weight is the one asked for. */
export interface PathStep {
  readonly slot: number;
  readonly name: string;
  /** undefined where it is no factor: σ' has cancelled. */
  readonly gain: number | undefined;
  readonly weight: number | undefined;
}

/** The sum beside what the trace has. */
export interface Comparison {
  /** The gradient event's entry, of the batch's mean; undefined where it is not recorded, or not formed yet. */
  readonly gradient: number | undefined;
  /** By sample, the sum over all paths; empty where they are too many to add up. Its mean is ∂C/∂w. */
  readonly sums: readonly { readonly sample: number; readonly sum: number }[];
  readonly mean: number | undefined;
  /** Whether the mean is the gradient but for rounding; undefined where one of them is missing. */
  readonly agrees: boolean | undefined;
  /** Error signals met weights that had been committed already: the trace's δ are not those of the pass's weights. */
  readonly isEarly: boolean;
}
