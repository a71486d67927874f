import { lookUp } from "./lookup.ts";
import { type NumberRange, anyNumber, numberIn, zeroOrMore } from "./number-range.ts";
import type { Numbers } from "./precision.ts";
import type { Random } from "./random.ts";
import { settingsOf } from "./settings.ts";

export type InitializerName =
  | "constant"
  | "uniform"
  | "normal"
  | "xavier-uniform"
  | "xavier-normal"
  | "he-uniform"
  | "he-normal"
  | "lecun-normal";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- as many numbers are asked for as there are places */

/** Which initializer, and its numbers. A number that the initializer has not is an error. */
export interface InitializerOptions {
  readonly name: InitializerName;
  /** constant: 0 */
  readonly value?: number | undefined;
  /** uniform: −0.5 and 0.5 */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** normal: 0 and 1 */
  readonly mean?: number | undefined;
  readonly deviation?: number | undefined;
  /** xavier-*: 1; he-*: √2 */
  readonly gain?: number | undefined;
}

/** Draws first values of parameters. A rule that needs no random number draws none. */
export interface Initializer {
  /**
   * Draws weights. fanIn: how many inputs the synapses' target has; fanOut: how many neurons such as the target their
   * sources feed.
   */
  readonly weights: (random: Random, fanIn: number, fanOut: number) => Draw;
  readonly bias: (random: Random) => number;
}

/** Draws places `from` … `to` − 1, one after another. */
export type Draw = (into: Numbers, from: number, to: number) => void;

const ranges: ReadonlyMap<string, NumberRange> = new Map([
  ["value", anyNumber],
  ["low", anyNumber],
  ["high", anyNumber],
  ["mean", anyNumber],
  ["deviation", zeroOrMore],
  ["gain", zeroOrMore],
]);

const initializers: ReadonlyMap<InitializerName, (options: InitializerOptions) => Initializer> = new Map([
  ["constant", constant],
  ["uniform", uniform],
  ["normal", normal],
  // Glorot and Bengio 2010, equation 16: variance 2 / (fanIn + fanOut), which is bound² / 3.
  [
    "xavier-uniform",
    (options) => uniformWeights(options, 1, (fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut))),
  ],
  [
    "xavier-normal",
    (options) => normalWeights(options, 1, (fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut))),
  ],
  // He, Zhang, Ren and Sun 2015, equation 10, by fan-in: variance gain² / fanIn, with √2 as the gain of relu.
  ["he-uniform", (options) => uniformWeights(options, Math.SQRT2, (fanIn) => Math.sqrt(3 / fanIn))],
  ["he-normal", (options) => normalWeights(options, Math.SQRT2, (fanIn) => Math.sqrt(1 / fanIn))],
  ["lecun-normal", lecunNormal],
]);

export const initializerNames: readonly InitializerName[] = [...initializers.keys()];

/**
 * The initializer that the options name.
 * @throws RangeError `initializer.OPTION: expected …; got …`
 */
export function initializer(options: InitializerOptions): Initializer {
  return lookUp("initializer.name", initializers, options.name)(options);
}

function constant(options: InitializerOptions): Initializer {
  const { value } = settings(options, { value: 0 });
  return { weights: () => (into, from, to) => void into.fill(value, from, to), bias: () => value };
}

/** U(low, high) for weights and biases. */
function uniform(options: InitializerOptions): Initializer {
  const { low, high } = settings(options, { low: -0.5, high: 0.5 });
  const atLeastLow = { text: `a number not below low (${String(low)})`, holds: (x: number) => x >= low };
  numberIn(atLeastLow, "initializer.high", high);
  const weights =
    (random: Random): Draw =>
    (into, from, to) => {
      const uniforms = random.uniforms(to - from);
      for (let i = from; i < to; i++) into[i] = low + (high - low) * uniforms[i - from]!;
    };
  return { weights, bias: (random) => low + (high - low) * random.uniform() };
}

/** N(mean, deviation²) for weights and biases, as in Nielsen, Neural Networks and Deep Learning (2015), chapter 1. */
function normal(options: InitializerOptions): Initializer {
  const { mean, deviation } = settings(options, { mean: 0, deviation: 1 });
  const weights =
    (random: Random): Draw =>
    (into, from, to) => {
      for (let i = from; i < to; i++) into[i] = mean + deviation * random.normal();
    };
  return { weights, bias: (random) => mean + deviation * random.normal() };
}

/** N(0, 1 / fanIn), biases 0: LeCun, Bottou, Orr and Müller 1998, Efficient BackProp, section 4.6. */
function lecunNormal(options: InitializerOptions): Initializer {
  settings(options, {});
  return normalWeights({ name: options.name, gain: 1 }, 1, (fanIn) => Math.sqrt(1 / fanIn));
}

type Spread = (fanIn: number, fanOut: number) => number;

/** U(−gain·bound, gain·bound), biases 0. */
function uniformWeights(options: InitializerOptions, defaultGain: number, bound: Spread): Initializer {
  const { gain } = settings(options, { gain: defaultGain });
  const weights = (random: Random, fanIn: number, fanOut: number): Draw => {
    const limit = gain * bound(fanIn, fanOut);
    return (into, from, to) => {
      const uniforms = random.uniforms(to - from);
      for (let i = from; i < to; i++) into[i] = limit * (2 * uniforms[i - from]! - 1);
    };
  };
  return { weights, bias: () => 0 };
}

/** N(0, gain²·deviation²), biases 0. */
function normalWeights(options: InitializerOptions, defaultGain: number, deviation: Spread): Initializer {
  const { gain } = settings(options, { gain: defaultGain });
  const weights = ({ normal: draw }: Random, fanIn: number, fanOut: number): Draw => {
    const spread = gain * deviation(fanIn, fanOut);
    return (into, from, to) => {
      for (let i = from; i < to; i++) into[i] = spread * draw();
    };
  };
  return { weights, bias: () => 0 };
}

function settings<Settings extends object>(options: InitializerOptions, defaults: Settings): Settings {
  return settingsOf("initializer", options, defaults, ranges);
}
