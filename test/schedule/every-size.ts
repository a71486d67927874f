import { makePlan, type PlanName } from "../../src/schedule/plans.ts";
import { type Figures, figuresOf } from "../../src/schedule/figures.ts";
import { runPlan } from "../../src/schedule/run-plan.ts";
import type { PlanSize } from "../../src/schedule/plan.ts";
import type { Timing } from "../../src/schedule/timing.ts";

/** All sizes of p = 1..8 ranks and m = 1..24 micro-batches. */
export const everySize: readonly { readonly p: number; readonly m: number }[] = Array.from(
  { length: 8 * 24 },
  (_, i) => ({ p: 1 + Math.floor(i / 24), m: 1 + (i % 24) }),
);

/** What a plan of that size comes to. */
export function simulated(name: PlanName, size: PlanSize, timing: Partial<Timing> = {}): Figures {
  return figuresOf(runPlan(makePlan(name, size), { forward: 1, backward: 1, weightGradient: 0, ...timing }));
}
