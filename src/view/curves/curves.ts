import type { Phase } from "../../trace/phase.ts";

/** What can be followed from batch to batch. */
export type Quantity = "loss" | "gain" | "delta" | "gradient" | "weights";

/** Why there is nothing to draw. */
export type Missing = "level" | "phase" | "neurons" | "samples" | "not yet";

/** One number a batch. */
export interface Curve {
  /** A neuron's or population's name, a depth, or the two ends of a synapse; undefined where there is but one. */
  readonly name: string | number | readonly [from: string, to: string] | undefined;
  /**
   * By place of the batch; of weights there is one more, place i being what they are between batch i − 1 and batch i.
   * undefined: not told, or not computed yet. What is no finite number is kept, to be counted.
   */
  readonly values: readonly (number | undefined)[];
}

export interface Panel {
  readonly quantity: Quantity;
  /** Whether the weights are norms of rows, and not weights themselves. */
  readonly isNorm: boolean;
  readonly curves: readonly Curve[];
  /** How many curves there would be if all were shown. */
  readonly of: number;
  readonly missing: Missing | undefined;
}

export interface Curves {
  /** Numbers of the batches, in the order of the trace. Every run counts its batches from 0. */
  readonly batches: readonly number[];
  readonly panels: readonly Panel[];
}

/** The part of a run in which each quantity comes to be. */
export const phaseOfQuantity: Readonly<Record<Quantity, Phase>> = {
  loss: "loss",
  gain: "forward",
  delta: "backward",
  gradient: "gradient",
  weights: "commit",
};

/** Shown unless phases are chosen; then what comes to be in them. */
const usual: readonly Quantity[] = ["loss", "gain", "gradient", "weights"];
const all: readonly Quantity[] = ["loss", "gain", "delta", "gradient", "weights"];

export function chosenQuantities(phases: readonly Phase[] | undefined): readonly Quantity[] {
  return phases === undefined ? usual : all.filter((quantity) => phases.includes(phaseOfQuantity[quantity]));
}
