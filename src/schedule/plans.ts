import type { Plan, PlanFunction, PlanSize } from "./plan.ts";
import { chimera } from "./plans/chimera.ts";
import { gpipe } from "./plans/gpipe.ts";
import { interleaved } from "./plans/interleaved.ts";
import { oneForwardOneBackward } from "./plans/one-forward-one-backward.ts";
import { sequential } from "./plans/sequential.ts";
import { zbH1 } from "./plans/zb-h1.ts";
import { zbH2 } from "./plans/zb-h2.ts";

export const planNames = [
  "sequential",
  "gpipe",
  "1f1b",
  "interleaved-1f1b",
  "zb-h1",
  "zb-h2",
  "chimera",
] as const;
export type PlanName = (typeof planNames)[number];

/** All plans. The weights after a batch are the same with each of them: they differ in time and memory alone. */
export const plans: ReadonlyMap<PlanName, PlanFunction> = new Map<PlanName, PlanFunction>([
  ["sequential", sequential],
  ["gpipe", gpipe],
  ["1f1b", oneForwardOneBackward],
  ["interleaved-1f1b", interleaved],
  ["zb-h1", zbH1],
  ["zb-h2", zbH2],
  ["chimera", chimera],
]);

/** More actions than this nobody can look at. */
const mostActions = 2_000_000;

/**
 * The plan of that name and size.
 * @throws RangeError `NAME: expected …; got …` if there is none
 */
export function makePlan(name: PlanName, size: PlanSize): Plan {
  const { ranks, microBatches, chunks = name === "interleaved-1f1b" ? 2 : 1 } = size;
  for (const [what, count] of [
    ["stages", ranks] as const,
    ["microBatches", microBatches] as const,
    ["chunks", chunks] as const,
  ]) {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new RangeError(`${what}: expected a whole number from 1 on; got ${count}`);
    }
  }
  const actions = 3 * ranks * microBatches * chunks;
  if (actions > mostActions) {
    throw new RangeError(
      `microBatches: expected at most ${mostActions} actions in all; got up to ${actions}`,
    );
  }
  const plan = plans.get(name);
  if (plan === undefined) throw new RangeError(`plan: expected one of ${planNames.join(", ")}; got ${name}`);
  return plan(size);
}
