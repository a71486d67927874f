import type { Action } from "../action.ts";
import type { Plan, PlanSize } from "../plan.ts";

/**
 * Chimera (Li and Hoefler 2021, arXiv:2107.06925): two pipes through the same D ranks, one from each end, each with its own
 * copy of every stage. Of each D micro-batches the first half goes down from rank 0, the other half from rank D − 1. The
 * order on a rank is that of the ticks at which F = B = 1 would have its tasks: of the i-th micro-batch of a half,
 * stage s has F at s + 2i and B at 2D − 1 − s + 2i, so the two pipes never want the same rank at once.
 * @throws RangeError for an odd number of ranks
 */
export function chimera({ ranks, microBatches }: PlanSize): Plan {
  if (ranks % 2 !== 0) throw new RangeError(`stages: expected an even number for chimera; got ${ranks}`);
  const lists = Array.from({ length: ranks }, () => [] as { tick: number; action: Action }[]);
  for (let microBatch = 0; microBatch < microBatches; microBatch++) {
    const unit = Math.floor(microBatch / ranks) * ranks;
    const half = Math.ceil(Math.min(ranks, microBatches - unit) / 2);
    const place = microBatch - unit;
    const goesDown = place < half;
    const start = 2 * unit + 2 * (goesDown ? place : place - half);
    for (let stage = 0; stage < ranks; stage++) {
      const list = lists[goesDown ? stage : ranks - 1 - stage];
      list?.push({ tick: start + stage, action: { stage, kind: "F", microBatch } });
      list?.push({ tick: start + 2 * ranks - 1 - stage, action: { stage, kind: "B", microBatch } });
    }
  }
  const inOrder = lists.map((list) =>
    list.toSorted((one, other) => one.tick - other.tick).map(({ action }) => action),
  );
  return { stages: ranks, microBatches, ranks: inOrder };
}
