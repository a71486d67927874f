import { lookUp } from "./lookup.ts";
import { type NumberRange, positiveNumber, zeroOrMore, zeroToBelowOne, zeroToOne } from "./number-range.ts";
import type { Optimizer, OptimizerName } from "./optimizer.ts";
import { adam, adamw } from "./optimizer/adam.ts";
import { momentum, nesterov } from "./optimizer/momentum.ts";
import { rmsprop } from "./optimizer/rmsprop.ts";
import { sgd } from "./optimizer/sgd.ts";
import { settingsOf } from "./settings.ts";

// To add an optimizer: write its rule in optimizer/, its name in optimizer.ts, and its line in `optimizers` below.

/** Which rule, and its numbers; what is left out is PyTorch's default. A number that the rule has not is an error. */
export interface OptimizerOptions {
  readonly name: OptimizerName;
  /** μ of momentum and nesterov, from 0 to below 1. */
  readonly momentum?: number | undefined;
  /** τ of momentum, from 0 to 1: the share of a gradient that does not enter the buffer. */
  readonly dampening?: number | undefined;
  /** α of rmsprop, from 0 to below 1. */
  readonly alpha?: number | undefined;
  /** β₁ and β₂ of adam and adamw, from 0 to below 1. */
  readonly beta1?: number | undefined;
  readonly beta2?: number | undefined;
  /** ε of rmsprop, adam and adamw, above 0: without it a gradient that was always 0 would be divided by 0. */
  readonly epsilon?: number | undefined;
  /** λ of every rule, from 0. */
  readonly weightDecay?: number | undefined;
}

const ranges: ReadonlyMap<string, NumberRange> = new Map([
  ["momentum", zeroToBelowOne],
  ["dampening", zeroToOne],
  ["alpha", zeroToBelowOne],
  ["beta1", zeroToBelowOne],
  ["beta2", zeroToBelowOne],
  ["epsilon", positiveNumber],
  ["weightDecay", zeroOrMore],
]);

const moments = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Definitions and defaults are PyTorch's: https://docs.pytorch.org/docs/stable/optim.html */
const optimizers: ReadonlyMap<OptimizerName, (options: OptimizerOptions) => Optimizer> = new Map([
  ["sgd", (options) => sgd(settings(options, { weightDecay: 0 }))],
  ["momentum", (options) => momentum(settings(options, { momentum: 0.9, dampening: 0, weightDecay: 0 }))],
  ["nesterov", (options) => nesterov(settings(options, { momentum: 0.9, weightDecay: 0 }))],
  ["rmsprop", (options) => rmsprop(settings(options, { alpha: 0.99, epsilon: 1e-8, weightDecay: 0 }))],
  ["adam", (options) => adam(settings(options, { ...moments, weightDecay: 0 }))],
  ["adamw", (options) => adamw(settings(options, { ...moments, weightDecay: 0.01 }))],
]);

export const optimizerNames: readonly OptimizerName[] = [...optimizers.keys()];

/**
 * The rule of update that the options name.
 * @throws RangeError `optimizer.OPTION: expected …; got …`
 */
export function optimizer(options: OptimizerOptions): Optimizer {
  return lookUp("optimizer.name", optimizers, options.name)(options);
}

function settings<Settings extends object>(options: OptimizerOptions, defaults: Settings): Settings {
  return settingsOf("optimizer", options, defaults, ranges);
}
