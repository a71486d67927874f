import { random } from "../math/random.ts";
import type { Delays } from "../schedule/policy.ts";

/** How many commits old the weights are that a gradient is computed at. What is drawn or listed goes for all stages of a batch. */
export type DelayLaw =
  | { readonly kind: "constant"; readonly commits: number }
  /** A number a stage: of a pipeline of p stages that commits each batch, p − 1 − s. */
  | { readonly kind: "per-stage"; readonly commits: readonly number[] }
  /** P(τ = k) = 1/M · (1 − 1/M)^k: M equally busy workers with exponential service times. Its mean is M − 1. */
  | { readonly kind: "geometric"; readonly workers: number; readonly seed?: number | undefined }
  /** 0 … most, each as often (Dai et al. 2018, arXiv:1810.03264). */
  | { readonly kind: "uniform"; readonly most: number; readonly seed?: number | undefined }
  /** A number a batch, as a run has recorded them; after the last one they begin anew. */
  | { readonly kind: "list"; readonly commits: readonly number[] };

/**
 * A law as lists: of each stage, of each batch of a run.
 * @param warmUp batches at the beginning that are not delayed at all (PipeMare's T3)
 * @throws RangeError `delay.OPTION: expected …; got …`
 */
export function delaysOf(
  law: DelayLaw,
  size: { readonly stages: number; readonly batches: number; readonly warmUp?: number | undefined },
): Delays {
  const { stages, batches, warmUp = 0 } = size;
  const of = delayOf(law, stages);
  const common = law.kind === "per-stage" ? undefined : listOf(batches, warmUp, (batch) => of(0, batch));
  const commits = Array.from(
    { length: stages },
    (_, stage) => common ?? listOf(batches, warmUp, (batch) => of(stage, batch)),
  );
  return { kind: "delayed", commits, warmUp };
}

function listOf(batches: number, warmUp: number, of: (batch: number) => number): number[] {
  return Array.from({ length: batches }, (_, batch) => (batch < warmUp ? 0 : of(batch)));
}

/** The delay of a stage in a batch; what is drawn is asked for once a batch, in order. */
function delayOf(law: DelayLaw, stages: number): (stage: number, batch: number) => number {
  switch (law.kind) {
    case "constant":
      expectWhole("delay.commits", law.commits, 0);
      return () => law.commits;
    case "per-stage":
      if (law.commits.length !== stages) {
        throw new RangeError(
          `delay.commits: expected ${stages} numbers, one a stage; got ${law.commits.length}`,
        );
      }
      law.commits.forEach((commits, stage) => expectWhole(`delay.commits[${stage}]`, commits, 0));
      return (stage) => law.commits[stage] ?? 0;
    case "geometric": {
      expectWhole("delay.workers", law.workers, 1);
      const { uniform } = random(law.seed ?? 0, "delays");
      const perStep = Math.log1p(-1 / law.workers);
      return () => (law.workers === 1 ? 0 : Math.floor(Math.log1p(-uniform()) / perStep));
    }
    case "uniform": {
      expectWhole("delay.most", law.most, 0);
      const { integer } = random(law.seed ?? 0, "delays");
      return () => integer(law.most + 1);
    }
    case "list":
      if (law.commits.length === 0)
        throw new RangeError("delay.commits: expected at least one number; got none");
      law.commits.forEach((commits, batch) => expectWhole(`delay.commits[${batch}]`, commits, 0));
      return (_, batch) => law.commits[batch % law.commits.length] ?? 0;
  }
}

function expectWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`${name}: expected a whole number from ${least} on; got ${value}`);
}
