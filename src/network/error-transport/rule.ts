import type { Model } from "../../model/model.ts";
import type { ErrorWeightRule, Memory } from "../../neuron/memory.ts";
import type { Graph } from "../graph.ts";

export type ErrorTransportName =
  | "backpropagation"
  | "feedback-alignment"
  | "direct-feedback-alignment"
  | "uniform-sign-symmetry"
  | "batchwise-random-sign-symmetry"
  | "fixed-random-sign-symmetry"
  | "kolen-pollack"
  | "frozen-hidden";

/** What the reversed arrows carry. The forward pass is the same under every rule, and so is what neurons do. */
export interface ErrorTransportRule {
  readonly name: ErrorTransportName;
  /** The model as it learns by this rule: feedback weights that stay, and what does not learn, are a model's own. */
  readonly model?: (model: Model) => Model;
  /** Who hears whom on the way back, made of the reversed graph; that graph itself unless said. */
  readonly reroute?: (reversed: Graph, model: Model) => Graph;
  /** Error weights of their own; unless said, error signals meet the weights themselves and the model's feedback weights. */
  readonly errorWeights?: (model: Model) => ErrorWeights;
}

/** Error weights as a block: in the places of the parameters, and behind them those of arcs that only the way back has. */
export interface ErrorWeights extends ErrorWeightRule {
  readonly count: number;
  /** Their first numbers. The parameters have theirs. */
  readonly start: (memory: Memory) => void;
}
