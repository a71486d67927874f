import { lookUp } from "../../math/lookup.ts";
import { type NumberRange, positiveNumber } from "../../math/number-range.ts";
import { settingsOf } from "../../math/settings.ts";
import { directFeedbackAlignment } from "./direct-feedback-alignment.ts";
import { feedbackAlignment } from "./feedback-alignment.ts";
import { frozenHidden } from "./frozen-hidden.ts";
import { kolenPollack } from "./kolen-pollack.ts";
import type { RandomWeightSettings } from "./random-weights.ts";
import type { ErrorTransportName, ErrorTransportRule } from "./rule.ts";
import { batchwiseRandomSigns, fixedRandomSigns, uniformSigns } from "./sign-symmetry.ts";

// To add a rule: write it in this folder, its name in rule.ts, and its line in `rules` below.

/** Which rule, and its numbers. A number that the rule has not is an error. */
export interface ErrorTransportOptions {
  readonly name: ErrorTransportName;
  /** What random error weights are drawn from: 0. Of every rule that draws some. */
  readonly seed?: number | undefined;
  /** Error weights are so many times as large as weights that Glorot's rule draws: 1. Of every rule that has its own. */
  readonly scale?: number | undefined;
}

const seed: NumberRange = { text: "a whole number from 0", holds: (x) => Number.isSafeInteger(x) && x >= 0 };
const ranges: ReadonlyMap<string, NumberRange> = new Map([
  ["seed", seed],
  ["scale", positiveNumber],
]);

const backpropagation: ErrorTransportRule = { name: "backpropagation" };

const rules: ReadonlyMap<ErrorTransportName, (options: ErrorTransportOptions) => ErrorTransportRule> =
  new Map([
    ["backpropagation", (options) => without(options, backpropagation)],
    ["feedback-alignment", (options) => feedbackAlignment(drawn(options))],
    ["direct-feedback-alignment", (options) => directFeedbackAlignment(drawn(options))],
    ["uniform-sign-symmetry", (options) => uniformSigns(settings(options, { scale: 1 }))],
    ["batchwise-random-sign-symmetry", (options) => batchwiseRandomSigns(drawn(options))],
    ["fixed-random-sign-symmetry", (options) => fixedRandomSigns(drawn(options))],
    ["kolen-pollack", (options) => kolenPollack(drawn(options))],
    ["frozen-hidden", (options) => without(options, frozenHidden)],
  ]);

export const errorTransportNames: readonly ErrorTransportName[] = [...rules.keys()];

/**
 * The rule that the options name, or the name itself with its defaults; backpropagation unless said.
 * @throws RangeError `errorTransport.OPTION: expected …; got …`
 */
export function errorTransportRule(
  options: ErrorTransportName | ErrorTransportOptions = "backpropagation",
): ErrorTransportRule {
  const chosen = typeof options === "string" ? { name: options } : options;
  return lookUp("errorTransport.name", rules, chosen.name)(chosen);
}

function drawn(options: ErrorTransportOptions): RandomWeightSettings {
  return settings(options, { seed: 0, scale: 1 });
}

/** A rule without numbers of its own. */
function without(options: ErrorTransportOptions, rule: ErrorTransportRule): ErrorTransportRule {
  settings(options, {});
  return rule;
}

function settings<Settings extends object>(options: ErrorTransportOptions, defaults: Settings): Settings {
  return settingsOf("errorTransport", options, defaults, ranges);
}

/**
 * Sees to it that what a trace can tell of error signals is true: that they come back over the synapses. What they meet there a trace
 * tells message by message.
 * @throws RangeError where the rule has another way back
 */
export function expectTraceable(network: { readonly errorTransport: ErrorTransportRule }): void {
  const { name, reroute } = network.errorTransport;
  if (reroute === undefined) return;
  const expected = "error signals that come back over the synapses";
  throw new RangeError(`errorTransport: expected ${expected}, as a trace knows no other way; got ${name}`);
}

/** The rule's name, where error signals meet weights that neither the network nor its feedback weights tell. */
export function ownErrorWeights({ name, errorWeights }: ErrorTransportRule): ErrorTransportName | undefined {
  return errorWeights === undefined ? undefined : name;
}
