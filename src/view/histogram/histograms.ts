import type { Phase } from "../../trace/phase.ts";

/** What is distributed over neurons, synapses and samples. */
export type Quantity = "activations" | "gains" | "deltas" | "gradients" | "weights";

/** Why there is nothing to draw. */
export type Missing = "level" | "phase" | "neurons" | "not yet";

/** A number, and the neuron or synapse that has it: of several, the first. */
export interface Extreme {
  readonly value: number;
  readonly neuron: string;
  /** The source of a synapse. */
  readonly from: string | undefined;
}

/** All numbers of a kind, of all neurons or of some. */
export interface Distribution {
  /** A neuron's or population's name, or a depth; undefined: of all. */
  readonly name: string | number | undefined;
  /** Numbers that are finite; what follows is of these. */
  readonly count: number;
  readonly notFinite: number;
  readonly mean: number;
  readonly least: Extreme;
  readonly greatest: Extreme;
  /** How many are exactly zero. */
  readonly zeros: number;
  /** How many are nearer to zero than `saturation`; of gains alone. */
  readonly saturated: number;
  /** How many fall into each bin. */
  readonly bins: readonly number[];
}

export interface Histogram {
  readonly quantity: Quantity;
  /** Bin i is from edges[i] up to edges[i + 1], which belongs to it only if it is the last. */
  readonly edges: readonly number[];
  /** Of all, and of each group where there are few. */
  readonly all: Distribution;
  readonly groups: readonly Distribution[];
  /** How many groups there would be if all were shown. */
  readonly of: number;
}

export interface Histograms {
  /** The batch of the moment; undefined before the first. */
  readonly batch: number | undefined;
  /** The event after which the run is looked at. */
  readonly n: number;
  readonly panels: readonly (Histogram | { readonly quantity: Quantity; readonly missing: Missing })[];
}

/** A gain below it lets next to nothing through: sigmoid neurons have it beyond a = 0.99. */
export const saturation = 0.01;

export const phaseOfQuantity: Readonly<Record<Quantity, Phase>> = {
  activations: "forward",
  gains: "forward",
  deltas: "backward",
  gradients: "gradient",
  weights: "commit",
};

export const quantities: readonly Quantity[] = ["activations", "gains", "deltas", "gradients", "weights"];
