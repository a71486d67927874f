import type { CorrectedStage, Corrector } from "../corrector.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- all lists are as long as the stage's rows */

/**
 * Gap-aware (Barkai, Hakimi and Schuster 2019, arXiv:1909.10802), parameter by parameter: a gradient counts less the farther its
 * weight has moved since it was read, g / (1 + |now − read| / C), where C is the usual size of a step: the root of the
 * running mean of its square, 0.999 of it kept at each commit, and corrected for having begun at 0.
 */
export function gapAware({ count }: CorrectedStage): Corrector {
  const kept = 0.999;
  const squares = new Float64Array(count);
  // What has entered so far: 1 − keptⁿ, as a running sum.
  let entered = 0;
  return {
    correct(gradient, now, read) {
      for (let i = 0; i < count; i++) {
        const usual = Math.sqrt(squares[i]! / entered);
        const gap = Math.abs(now[i]! - read[i]!);
        if (gap > 0 && usual > 0) gradient[i]! /= 1 + gap / usual;
      }
    },
    learn(before, after) {
      entered = kept * entered + (1 - kept);
      for (let i = 0; i < count; i++) {
        const step = after[i]! - before[i]!;
        squares[i] = kept * squares[i]! + (1 - kept) * step * step;
      }
    },
  };
}
