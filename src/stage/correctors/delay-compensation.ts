import type { Corrector } from "../corrector.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- all lists are as long as the stage's rows */

/**
 * DC-ASGD (Zheng et al. 2017, arXiv:1609.08326): a first-order step towards the gradient at the weights of now,
 * g + λ·g⊙g⊙(now − read), with g⊙g in place of the diagonal of the Hessian.
 */
export function delayCompensation({ lambda }: { readonly lambda: number }): Corrector {
  return {
    correct(gradient, now, read) {
      for (let i = 0; i < gradient.length; i++) {
        const g = gradient[i]!;
        gradient[i] = g + lambda * g * g * (now[i]! - read[i]!);
      }
    },
  };
}
