import type { Loss } from "../../math/loss.ts";
import type { Numbers, Precision } from "../../math/precision.ts";
import type { Model } from "../../model/model.ts";
import type { NeuronIds } from "../../model/neuron-ids.ts";

/** What its events are derived from, beside what actors say: a network as it is, or as it is remembered to have been. */
export interface Watched {
  readonly model: Model;
  readonly ids: NeuronIds;
  readonly precision: Precision;
  readonly lossEnters: Loss["enters"];
  /** The weights, and what error signals are multiplied by, in the places of `model.parameters`. */
  readonly parameters: Numbers;
  readonly errorWeights: Numbers;
  readonly now: number;
  /** In slot order. */
  readonly neurons: () => Iterable<WatchedNeuron>;
}

/** A neuron at the moment at which it speaks. */
export interface WatchedNeuron {
  readonly id: string;
  readonly bias: number;
  readonly weightVersion: number;
  readonly vector: (name: "z" | "gain", firstSample: number, samples: number) => readonly number[];
}
