import type { Action } from "../action.ts";
import type { Plan, PlanSize } from "../plan.ts";

/**
 * Interleaved 1F1B (Narayanan et al. 2021, arXiv:2104.04473): rank r of p holds the stages r, p + r, 2p + r, …, its
 * chunks, so that a micro-batch goes round the ranks once a chunk. Micro-batches go in rounds of p: a round passes a chunk
 * before it enters the next one; backward, chunks in reverse. The paper has whole rounds only; here what is left
 * over joins the rounds that there are, as evenly as it goes.
 */
export function interleaved({ ranks: p, microBatches, chunks = 2 }: PlanSize): Plan {
  const rounds = roundsOf(p, microBatches);
  const ranks = Array.from({ length: p }, (_, rank) => {
    const stages = Array.from({ length: chunks }, (_, chunk) => chunk * p + rank);
    const list = (kind: "F" | "B", order: readonly number[]): Action[] =>
      rounds.flatMap((round) =>
        order.flatMap((stage) => round.map((microBatch) => ({ stage, kind, microBatch }))),
      );
    const forward = list("F", stages);
    const backward = list("B", stages.toReversed());
    const width = rounds[0]?.length ?? 0;
    const warmUp = chunks === 1 ? p - rank - 1 : 2 * (p - rank - 1) + (chunks - 1) * width;
    const ahead = Math.min(warmUp, forward.length);
    const turns = backward.flatMap((action, n) => [...forward.slice(n + ahead, n + ahead + 1), action]);
    return [...forward.slice(0, ahead), ...turns];
  });
  return { stages: p * chunks, microBatches, ranks };
}

/** Micro-batches in rounds of p or a few more, the longer ones first; all in one where there are fewer than 2p. */
function roundsOf(p: number, microBatches: number): number[][] {
  const count = Math.max(1, Math.floor(microBatches / p));
  const first = (round: number): number => Math.ceil((round * microBatches) / count);
  return Array.from({ length: count }, (_, round) =>
    Array.from({ length: first(round + 1) - first(round) }, (_, i) => first(round) + i),
  );
}
