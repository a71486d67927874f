import type { Plan, PlanSize } from "../plan.ts";
import { zeroBubble } from "./zero-bubble.ts";

/** ZB-H1: as many micro-batches in flight as 1F1B; stage s may owe s weight gradients. A third of its bubble is left. */
export function zbH1(size: PlanSize): Plan {
  return zeroBubble(size, (stage) => ({ ahead: size.ranks - stage - 1, owed: stage }));
}
