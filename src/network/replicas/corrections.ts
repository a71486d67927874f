import type { Numbers } from "../../math/precision.ts";
import type { ServerConsistency } from "../../schedule/consistency/consistency.ts";
import type { Corrector } from "../../stage/corrector.ts";
import { corrector, type CorrectorOptions } from "../../stage/correctors.ts";

/** A gradient that has crossed some commits. */
export interface Stale {
  readonly gradient: Numbers;
  /** The weights that it was computed at. */
  readonly read: Numbers;
  readonly crossed: number;
}

/** What a server does against staleness: each push is corrected by itself, for the commits that it has crossed. */
export class Corrections {
  readonly #correctors: readonly Corrector[];
  #commits = 0;

  /**
   * @param count numbers of the model
   * @throws RangeError for a corrector that is for a stage of a pipeline alone: it moves the weights that a pass reads
   */
  constructor(
    options: readonly CorrectorOptions[],
    rule: ServerConsistency,
    { count, workers }: { readonly count: number; readonly workers: number },
  ) {
    const delay = rule.admission.kind === "barrier" ? 0 : (workers - 1) / rule.commit.pushes;
    const stage = { count, delay, furthest: 0 };
    this.#correctors = options.map((each) => {
      const made = corrector(each, stage);
      if (made.predict === undefined && made.moveBack === undefined) return made;
      throw new RangeError(`correctors.kind: expected one that corrects gradients; got ${each.kind}`);
    });
  }

  /** The gradient as it is to be applied at the weights of now; the same where nothing is stale. */
  correct({ gradient, read, crossed }: Stale, now: Numbers): Numbers {
    const factor = this.#correctors.reduce(
      (product, { rateFactor }) => product * (rateFactor?.(this.#commits, crossed) ?? 1),
      1,
    );
    const repairing = this.#correctors.filter(
      ({ take, correct }) => take !== undefined || correct !== undefined,
    );
    if (factor === 1 && repairing.length === 0) return gradient;
    const corrected = Float64Array.from(gradient);
    const [at, then] = [Float64Array.from(now), Float64Array.from(read)];
    for (const { take, correct } of repairing) {
      take?.(corrected);
      correct?.(corrected, at, then);
    }
    const result = gradient.slice();
    result.set(factor === 1 ? corrected : corrected.map((each) => factor * each));
    return result;
  }

  /** Takes note of what a commit does. */
  around(commit: () => void, weights: () => Numbers): void {
    const isLearning = this.#correctors.some(({ learn }) => learn !== undefined);
    const before = isLearning ? Float64Array.from(weights()) : undefined;
    commit();
    this.#commits++;
    if (before === undefined) return;
    const after = Float64Array.from(weights());
    for (const { learn } of this.#correctors) learn?.(before, after);
  }
}
