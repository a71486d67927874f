import type { ActivationName } from "../math/activation-function.ts";
import type { LossName } from "../math/loss.ts";
import type { Numbers } from "../math/precision.ts";

/**
 * A network as numbers: populations of alike neurons, projections between them, and one buffer of parameters.
 *
 * Every neuron has a *slot*, its number in the order of the file. Every neuron that is not an input owns one
 * *row* of `parameters`: the weights of its incoming synapses in synapse order, then its bias. Nothing here is
 * an object per synapse.
 */
export interface Model {
  readonly name: string;
  readonly loss: LossName;
  /** In slot order: the neurons of population p are slots first … first + size − 1. */
  readonly populations: readonly PopulationModel[];
  readonly projections: Projections;
  /** Slots, in the order in which a sample's numbers are given. */
  readonly inputs: Int32Array;
  readonly outputs: Int32Array;
  /** Rows of all neurons: [weights of row 0 …, bias 0, weights of row 1 …, bias 1, …]; drawn when first looked at. */
  readonly parameters: Float64Array;
  readonly parameterCount: number;
  /**
   * Draws the parameters straight into the memory of a network, so that 10⁸ of them need no room twice. A changed copy of
   * a model has it not: there `parameters` says all.
   */
  readonly drawParameters?: (into: Numbers) => void;
  /** Where it differs from the weights: what error signals see, in the places of `parameters`; else NaN. */
  readonly feedback: Float64Array | undefined;
  /** 1 where a parameter may not be trained; undefined where all may. */
  readonly frozen: Uint8Array | undefined;
  readonly neuronCount: number;
  readonly synapseCount: number;
}

/** Alike neurons: one activation function, the same sources in the same order, neighbouring slots and rows. */
export interface PopulationModel {
  readonly id: string;
  /** How its neurons are named: a layer `h` has `h.0`, `h.1`, …; a population of one listed neuron, its id. */
  readonly naming: "numbered" | "single";
  /** "input" neurons compute nothing: their activation is the sample's number. */
  readonly activation: ActivationName | "input";
  readonly first: number;
  readonly size: number;
  /** Incoming synapses of each of its neurons; a row is fanIn + 1 parameters long. */
  readonly fanIn: number;
  /** Index in `parameters` of its first neuron's row. */
  readonly rows: number;
  /** Steps from the inputs along the longest path, for drawing. */
  readonly depth: number;
}

/**
 * All-to-all blocks of synapses, in synapse order, as columns of numbers: block b leads from every neuron of
 * population source[b] to every neuron of population target[b], whose rows hold its weights from `position[b]`.
 */
export interface Projections {
  readonly count: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly position: Int32Array;
}
