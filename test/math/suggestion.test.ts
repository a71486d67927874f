import { describe, expect, test } from "vitest";
import { expectedOneOf, shown, suggest } from "../../src/math/suggestion.ts";

describe("suggest", () => {
  const activations = ["identity", "sigmoid", "tanh", "relu", "leaky-relu", "elu"];

  test.each([
    ["sigmod", activations, "sigmoid", "one deletion"],
    ["sigmooid", activations, "sigmoid", "one insertion"],
    ["sygmoid", activations, "sigmoid", "one substitution"],
    ["SIGMOID", activations, "sigmoid", "another case"],
    ["sdg", ["sgd", "adam"], "sgd", "one swap of neighbours"],
    ["layres", ["layers", "players"], "layers", "the fewest edits"],
    ["xr", ["and", "or", "xor"], "xor", "the longer of two that are equally near"],
    ["a", ["a1", "a2"], "a1", "the first of two that are equally near and long"],
    ["leakyrelu", activations, "leaky-relu", "the nearest of several"],
  ])("%s among %j is %s: %s", (word, allowed, expected) => {
    expect(suggest(word, allowed)).toBe(expected);
  });

  test.each([
    ["constructor", activations, "nothing near"],
    ["", ["a", "b"], "an empty word"],
    ["q", ["a", "b"], "no letter in common"],
    ["sigmoid", [], "nothing allowed"],
    ["sigmoid".repeat(200_000), activations, "a word too long to compare"],
  ])("%.20s has none: %#", (word, allowed) => {
    expect(suggest(word, allowed)).toBeUndefined();
  });
});

describe("expectedOneOf", () => {
  test.each([
    [["a", "sigmoid"], "sigmod", 'expected one of a, sigmoid; got "sigmod" (did you mean "sigmoid"?)'],
    [["a", "b"], "zzz", 'expected one of a, b; got "zzz"'],
    [["only"], 3, "expected only; got 3"],
    [["a", "b"], undefined, "expected one of a, b; got nothing"],
  ])("of %j, got %j", (allowed, got, expected) => {
    expect(expectedOneOf(allowed, got)).toBe(expected);
  });
});

describe("shown", () => {
  test.each([
    ["text", '"text"'],
    ["line\nfeed \u001b[31m \u0000", String.raw`"line\nfeed \u001b[31m \u0000"`],
    ["\u009b31m\u202eright-to-left", String.raw`"\u009b31m\u202eright-to-left"`],
    ["x".repeat(41), `"${"x".repeat(40)}…"`],
    [3.5, "3.5"],
    [-0, "-0"],
    [NaN, "NaN"],
    [null, "null"],
    [undefined, "nothing"],
    [[1], "an array"],
    [{}, "an object"],
    [true, "true"],
  ])("%j is %s", (value, expected) => {
    expect(shown(value)).toBe(expected);
  });
});
