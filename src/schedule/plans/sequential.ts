import { type Plan, planOfStages, type PlanSize } from "../plan.ts";

/** One micro-batch at a time, all the way down and all the way back: no pipeline at all. */
export function sequential(size: PlanSize): Plan {
  return planOfStages(size, function* () {
    for (let k = 0; k < size.microBatches; k++) {
      yield ["F", k];
      yield ["B", k];
    }
  });
}
