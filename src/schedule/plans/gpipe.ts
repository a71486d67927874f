import { type Plan, planOfStages, type PlanSize } from "../plan.ts";

/** GPipe (Huang et al. 2019, arXiv:1811.06965): all forward passes of the batch, then all backward passes. */
export function gpipe(size: PlanSize): Plan {
  return planOfStages(size, function* () {
    for (let k = 0; k < size.microBatches; k++) yield ["F", k];
    for (let k = 0; k < size.microBatches; k++) yield ["B", k];
  });
}
