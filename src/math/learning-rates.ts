import { numberIn, positiveNumber, wholeFromOne, zeroOrMore } from "./number-range.ts";
import { expectedOneOf } from "./suggestion.ts";

/** How the learning rate moves over a run: a number stays what it is. */
export type LearningRateOptions =
  | number
  | { readonly kind: "constant"; readonly rate: number }
  | { readonly kind: "step"; readonly rate: number; readonly every: number; readonly factor: number }
  | {
      readonly kind: "cosine";
      readonly rate: number;
      readonly commits: number;
      readonly floor?: number | undefined;
    }
  | { readonly kind: "warm-up"; readonly commits: number; readonly then: LearningRateOptions };

/** The learning rate of the commit about to be made, the first of a run being number 0. Any order may be asked. */
export type LearningRate = (commit: number) => number;

/** @throws RangeError `learningRate.OPTION: expected …; got …` */
export function learningRate(options: LearningRateOptions): LearningRate {
  return learningRateAt("learningRate", options);
}

function learningRateAt(path: string, options: LearningRateOptions): LearningRate {
  if (typeof options === "number") return constant(numberIn(zeroOrMore, path, options));
  switch (options.kind) {
    case "constant":
      return constant(numberIn(zeroOrMore, `${path}.rate`, options.rate));
    case "step":
      return step(
        numberIn(zeroOrMore, `${path}.rate`, options.rate),
        numberIn(wholeFromOne, `${path}.every`, options.every),
        numberIn(positiveNumber, `${path}.factor`, options.factor),
      );
    case "cosine": {
      const rate = numberIn(zeroOrMore, `${path}.rate`, options.rate);
      const upToRate = {
        text: `a number from 0 to rate (${String(rate)})`,
        holds: (x: number) => x >= 0 && x <= rate,
      };
      const floor = numberIn(upToRate, `${path}.floor`, options.floor ?? 0);
      return cosine(rate, numberIn(wholeFromOne, `${path}.commits`, options.commits), floor);
    }
    case "warm-up":
      return warmUp(
        numberIn(wholeFromOne, `${path}.commits`, options.commits),
        learningRateAt(`${path}.then`, options.then),
      );
    default: {
      const { kind } = options as { readonly kind: unknown };
      throw new RangeError(`${path}.kind: ${expectedOneOf(["constant", "step", "cosine", "warm-up"], kind)}`);
    }
  }
}

function constant(rate: number): LearningRate {
  return () => rate;
}

/** rate · factor^⌊commit/every⌋, a product of factors from the left. */
function step(rate: number, every: number, factor: number): LearningRate {
  // rates[n] is the rate after n steps. It grows until a product changes nothing, as none will from there on.
  const rates = [rate];
  let last = rate;
  let settled = false;
  return (commit) => {
    const steps = Math.floor(commit / every);
    while (!settled && rates.length <= steps) {
      settled = last * factor === last;
      last *= factor;
      rates.push(last);
    }
    return rates[steps] ?? last;
  };
}

/**
 * floor + ½ (rate − floor) (1 + cos(π · commit/commits)), then floor for good: SGDR (Loshchilov and Hutter 2016,
 * equation 5) without restarts.
 */
function cosine(rate: number, commits: number, floor: number): LearningRate {
  return (commit) =>
    commit < commits ? floor + 0.5 * (rate - floor) * (1 + Math.cos((Math.PI * commit) / commits)) : floor;
}

/**
 * (commit + 1) / (commits + 1) of the first rate of `then`, in a straight line that reaches the whole of it at
 * commit number `commits`, which is number 0 of `then`. It starts above 0: a rate of 0 would waste a batch.
 */
function warmUp(commits: number, then: LearningRate): LearningRate {
  return (commit) => (commit < commits ? (then(0) * (commit + 1)) / (commits + 1) : then(commit - commits));
}
