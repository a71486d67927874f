import { lookUp } from "../math/lookup.ts";
import { numberIn, positiveNumber, wholeFromOne, zeroOrMore, zeroToBelowOne } from "../math/number-range.ts";
import type { CorrectedStage, Corrector } from "./corrector.ts";
import { adaptiveDelayCompensation } from "./correctors/adaptive-delay-compensation.ts";
import { delayCompensation } from "./correctors/delay-compensation.ts";
import { gapAware } from "./correctors/gap-aware.ts";
import { nesterovLookAhead } from "./correctors/nesterov-look-ahead.ts";
import { pipemareRate } from "./correctors/pipemare-rate.ts";
import { pipemareTransport } from "./correctors/pipemare-transport.ts";
import { rateByStaleness } from "./correctors/rate-by-staleness.ts";
import { weightPrediction } from "./correctors/weight-prediction.ts";

// To add a corrector: write it in correctors/, its options below, and its line in `correctors`.

/** What is to be done against staleness, and its numbers. */
export type CorrectorOptions =
  | { readonly kind: "rate-by-staleness" }
  /** T1. `commits` until the rate is whole. */
  | { readonly kind: "pipemare-rate"; readonly commits: number }
  /** T2. `decay`: the paper's D, from which γ = D^(1/τ). */
  | { readonly kind: "pipemare-transport"; readonly decay?: number | undefined }
  | { readonly kind: "delay-compensation"; readonly lambda: number }
  /** `smoothing`: how much of the mean square stays at each commit, 0.95 unless said. */
  | {
      readonly kind: "adaptive-delay-compensation";
      readonly lambda: number;
      readonly smoothing?: number | undefined;
    }
  /** `smoothing`: γ, 0.9 unless said. */
  | { readonly kind: "weight-prediction"; readonly smoothing?: number | undefined }
  | { readonly kind: "gap-aware" }
  /** `momentum`: γ, 0.99 unless said. It is meant for plain gradient descent. */
  | { readonly kind: "nesterov-look-ahead"; readonly momentum?: number | undefined };

type Create = (
  options: CorrectorOptions & Readonly<Record<string, unknown>>,
  stage: CorrectedStage,
) => Corrector;

const correctors: ReadonlyMap<CorrectorOptions["kind"], Create> = new Map<CorrectorOptions["kind"], Create>([
  ["rate-by-staleness", () => rateByStaleness()],
  [
    "pipemare-rate",
    ({ commits }, stage) =>
      pipemareRate(stage, { commits: numberIn(wholeFromOne, "correctors.commits", commits) }),
  ],
  [
    "pipemare-transport",
    ({ decay }, stage) => {
      const at = "correctors.decay";
      const D =
        decay === undefined ? undefined : numberIn(positiveNumber, at, numberIn(zeroToBelowOne, at, decay));
      return pipemareTransport(stage, { decay: D });
    },
  ],
  [
    "delay-compensation",
    ({ lambda }) => delayCompensation({ lambda: numberIn(zeroOrMore, "correctors.lambda", lambda) }),
  ],
  [
    "adaptive-delay-compensation",
    ({ lambda, smoothing = 0.95 }, stage) =>
      adaptiveDelayCompensation(stage, {
        lambda: numberIn(zeroOrMore, "correctors.lambda", lambda),
        smoothing: numberIn(zeroToBelowOne, "correctors.smoothing", smoothing),
      }),
  ],
  [
    "weight-prediction",
    ({ smoothing = 0.9 }, stage) =>
      weightPrediction(stage, { smoothing: numberIn(zeroToBelowOne, "correctors.smoothing", smoothing) }),
  ],
  ["gap-aware", (_, stage) => gapAware(stage)],
  [
    "nesterov-look-ahead",
    ({ momentum = 0.99 }, stage) =>
      nesterovLookAhead(stage, { momentum: numberIn(zeroToBelowOne, "correctors.momentum", momentum) }),
  ],
]);

/**
 * A corrector for one stage, with a memory of its own.
 * @throws RangeError `correctors.OPTION: expected …; got …`
 */
export function corrector(options: CorrectorOptions, stage: CorrectedStage): Corrector {
  return lookUp("correctors.kind", correctors, options.kind)({ ...options }, stage);
}
