import type { Plan, PlanSize } from "../plan.ts";
import { zeroBubble } from "./zero-bubble.ts";

/**
 * ZB-H2: twice as many micro-batches ahead and weight gradients owed as ZB-H1, so that with F = I = W no rank pauses
 * between its first task and its last. Each keeps up to 2p − 1 micro-batches.
 */
export function zbH2(size: PlanSize): Plan {
  return zeroBubble(size, (stage) => ({ ahead: 2 * (size.ranks - stage - 1), owed: 2 * stage }));
}
