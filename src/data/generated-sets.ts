import { expectedOneOf, shown } from "../math/suggestion.ts";
import { InputError } from "../message/input-error.ts";
import type { ChoiceOption, GeneratedSet, NumberOption, Options, Values } from "./generated-set.ts";
import { bumps } from "./generated/bumps.ts";
import { circle } from "./generated/circle.ts";
import { clusters } from "./generated/clusters.ts";
import { gauss } from "./generated/gauss.ts";
import { glyphs } from "./generated/glyphs.ts";
import { moons } from "./generated/moons.ts";
import { plane } from "./generated/plane.ts";
import { spiral } from "./generated/spiral.ts";
import { and, or, xor } from "./generated/truth-tables.ts";
import { xorField } from "./generated/xor-field.ts";
import type { Samples } from "./samples.ts";
import { strictNumber } from "./strict-number.ts";

/** A generated set as the register holds it: its options are checked by itself. */
export interface RegisteredSet extends Pick<GeneratedSet, "description" | "options"> {
  /**
   * Samples by the words that stand for the options, `key=value` each; the others have their defaults.
   * @throws InputError naming the word that does not fit.
   */
  readonly generate: (words: readonly string[]) => Samples;
}

/** All generated sets by name. */
export const generatedSets: ReadonlyMap<string, RegisteredSet> = new Map([
  ["and", register(and)],
  ["or", register(or)],
  ["xor", register(xor)],
  ["circle", register(circle)],
  ["xor-field", register(xorField)],
  ["clusters", register(clusters)],
  ["gauss", register(gauss)],
  ["spiral", register(spiral)],
  ["moons", register(moons)],
  ["plane", register(plane)],
  ["bumps", register(bumps)],
  ["glyphs", register(glyphs)],
]);

/**
 * The samples of `NAME[:key=value,…]`, such as `spiral:samples=200,noise=0.1`.
 * @throws InputError: an unknown name or key with the nearest one, a key given twice, a value out of its
 * range.
 */
export function generateSet(text: string): Samples {
  const colon = text.indexOf(":");
  const name = colon === -1 ? text : text.slice(0, colon);
  const set = generatedSets.get(name);
  if (set === undefined) fail("", expectedOneOf([...generatedSets.keys()], name));
  return set.generate(colon === -1 ? [] : text.slice(colon + 1).split(","));
}

function register<O extends Options>({ description, options, generate }: GeneratedSet<O>): RegisteredSet {
  return { description, options, generate: (words) => generate(readValues(options, words)) };
}

function readValues<O extends Options>(options: O, words: readonly string[]): Values<O> {
  const given = new Map<string, string>();
  for (const word of words) {
    const [key = "", ...value] = word.split("=");
    if (!Object.hasOwn(options, key)) fail("", expectedOneOf(Object.keys(options), key));
    if (value.length === 0) fail(key, `expected ${key}=VALUE; got ${shown(word)}`);
    if (given.has(key))
      fail(key, `expected one value; got ${shown(given.get(key))} and ${shown(value.join("="))}`);
    given.set(key, value.join("="));
  }
  const values = Object.entries(options).map(([key, option]) => {
    const text = given.get(key);
    return [key, text === undefined ? option.default : readValue(key, option, text)];
  });
  // Each entry has the type that its option says.
  return Object.fromEntries(values) as Values<O>;
}

function readValue(key: string, option: NumberOption | ChoiceOption, text: string): number | string {
  if (option.holds === "choice") {
    if (!option.allowed.includes(text)) fail(key, expectedOneOf(option.allowed, text));
    return text;
  }
  const { holds, least, most } = option;
  const value = strictNumber(text);
  const isOfKind = value !== undefined && (holds === "number" || Number.isSafeInteger(value));
  if (!isOfKind || value < least || value > most) {
    const article = holds === "integer" ? "an" : "a";
    fail(key, `expected ${article} ${holds} from ${least} to ${most}; got ${shown(text)}`);
  }
  return value;
}

function fail(path: string, message: string): never {
  throw new InputError([{ path, message }]);
}
