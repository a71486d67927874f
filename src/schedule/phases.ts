import type { Action, Computation } from "./action.ts";

/**
 * What a stage has to have done for a micro-batch, in this order: its activations ("forward"), its error signals
 * ("backward"), its weight gradients ("gradient"). B does the last two.
 */
export type Phase = "forward" | "backward" | "gradient";

/** A phase of one stage and micro-batch. */
export interface Milestone {
  readonly phase: Phase;
  readonly stage: number;
  readonly microBatch: number;
}

const reachedBy: Readonly<Record<Computation, readonly Phase[]>> = {
  F: ["forward"],
  I: ["backward"],
  B: ["backward", "gradient"],
  W: ["gradient"],
};

/** The phases that are done when an action is. */
export function phasesOf(kind: Computation): readonly Phase[] {
  return reachedBy[kind];
}

/**
 * What must be done before an action, on its own stage and on the neighbour that sends to it: F(s, k) after
 * F(s − 1, k); I(s, k) and B(s, k) after F(s, k) and after I(s + 1, k) or B(s + 1, k); W(s, k) after I(s, k).
 */
export function needsOf({ stage, kind, microBatch }: Action, stages: number): Milestone[] {
  if (kind === "W") return [{ phase: "backward", stage, microBatch }];
  if (kind === "F") return stage === 0 ? [] : [{ phase: "forward", stage: stage - 1, microBatch }];
  const own: Milestone = { phase: "forward", stage, microBatch };
  return stage === stages - 1 ? [own] : [own, { phase: "backward", stage: stage + 1, microBatch }];
}

const places: Readonly<Record<Phase, number>> = { forward: 0, backward: 1, gradient: 2 };

/** Numbers milestones from 0 to below 3 · stages · microBatches, so that what is known of each can stand in a list. */
export function milestoneIndex(
  { phase, stage, microBatch }: Milestone,
  { stages, microBatches }: { readonly stages: number; readonly microBatches: number },
): number {
  return (places[phase] * stages + stage) * microBatches + microBatch;
}
