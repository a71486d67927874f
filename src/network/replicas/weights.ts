import type { Numbers } from "../../math/precision.ts";
import type { ReplicaStep } from "../../schedule/consistency/replica-step.ts";

/** Whoever has the weights of a run of replicas, and does with real numbers what takes effect. */
export interface Weights {
  readonly perform: (step: ReplicaStep) => void;
  /** What the run has come to so far, in the places of `model.parameters`. */
  readonly parameters: () => Numbers;
}
