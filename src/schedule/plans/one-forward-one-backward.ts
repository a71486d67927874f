import { type Plan, planOfStages, type PlanSize } from "../plan.ts";

/**
 * 1F1B with a flush at the end of the batch (PipeDream-Flush, Narayanan et al. 2021, arXiv:2006.09503; DAPPLE, Fan et
 * al. 2021, arXiv:2007.01045). Stage s of p lets min(p − s − 1, m) micro-batches in, then takes turns: one forward,
 * one backward; then brings back what is left. So it keeps min(p − s, m) in flight where GPipe keeps m.
 */
export function oneForwardOneBackward(size: PlanSize): Plan {
  const { ranks, microBatches } = size;
  return planOfStages(size, function* (stage) {
    const ahead = Math.min(ranks - stage - 1, microBatches);
    for (let k = 0; k < ahead; k++) yield ["F", k];
    for (let k = 0; k < microBatches; k++) {
      if (k + ahead < microBatches) yield ["F", k + ahead];
      yield ["B", k];
    }
  });
}
