import type { Action, Computation } from "./action.ts";

/**
 * A schedule that is fixed before the run: what each rank does, in order. A rank is a processor; a stage is the part of
 * the network that the actions name. A rank may hold several stages, and of a stage there may be several copies on
 * different ranks; what a stage does for one micro-batch it does on one rank.
 */
export interface Plan {
  readonly stages: number;
  readonly microBatches: number;
  readonly ranks: readonly (readonly Action[])[];
}

/** How large a plan is to be. */
export interface PlanSize {
  readonly ranks: number;
  readonly microBatches: number;
  /** Stages on each rank, of plans that put several there. */
  readonly chunks?: number;
}

/**
 * Makes a plan of any size from one rank and one micro-batch on.
 * @throws RangeError `NAME: expected …; got …` if there is no such plan of that size
 */
export type PlanFunction = (size: PlanSize) => Plan;

/** A plan with one stage a rank, from what each stage does: [kind, micro-batch] in order. */
export function planOfStages(
  { ranks, microBatches }: PlanSize,
  actionsOf: (stage: number) => Iterable<readonly [kind: Computation, microBatch: number]>,
): Plan {
  const lists = Array.from({ length: ranks }, (_, stage) =>
    Array.from(actionsOf(stage), ([kind, microBatch]): Action => ({ stage, kind, microBatch })),
  );
  return { stages: ranks, microBatches, ranks: lists };
}
