import { describe, expect, test } from "vitest";
import { generatedSets, generateSet } from "../../src/data/generated-sets.ts";
import { errorOf } from "./error-of.ts";

const names = "and, or, xor, circle, xor-field, clusters, gauss, spiral, moons, plane, bumps, glyphs";

test("the register lists every set with what it is and its options", () => {
  expect([...generatedSets.keys()].join(", ")).toBe(names);
  for (const { description, options } of generatedSets.values()) {
    expect(description).not.toBe("");
    for (const option of Object.values(options)) expect(option.description).not.toBe("");
  }
});

test("options that are not given have their defaults", () => {
  const all = generateSet("spiral:samples=500,noise=0,seed=0,targets=zero-one,shuffle=yes");
  expect(generateSet("spiral")).toEqual(all);
  expect(generateSet("spiral:shuffle=yes,noise=0.0")).toEqual(all);
});

test("both ends of a range are allowed", () => {
  expect(generateSet("circle:noise=0.5,samples=1,seed=9007199254740991").count).toBe(1);
  expect(generateSet("and").count).toBe(4);
});

describe("refused", () => {
  test.each([
    ["", `expected one of ${names}; got ""`],
    ["spirla", `expected one of ${names}; got "spirla" (did you mean "spiral"?)`],
    ["constructor", `expected one of ${names}; got "constructor"`],
    [
      "spiral:nose=1",
      'expected one of samples, noise, seed, targets, shuffle; got "nose" (did you mean "noise"?)',
    ],
    ["spiral:__proto__=1", 'expected one of samples, noise, seed, targets, shuffle; got "__proto__"'],
    ["spiral:", 'expected one of samples, noise, seed, targets, shuffle; got ""'],
    ["spiral:noise=0.1,", 'expected one of samples, noise, seed, targets, shuffle; got ""'],
    ["xor:noise=0.1", 'expected targets; got "noise"'],
    ["spiral:noise", 'noise: expected noise=VALUE; got "noise"'],
    ["spiral:noise=0.1,noise=0.2", 'noise: expected one value; got "0.1" and "0.2"'],
    ["spiral:noise=", 'noise: expected a number from 0 to 0.5; got ""'],
    ["spiral:noise=lots", 'noise: expected a number from 0 to 0.5; got "lots"'],
    ["spiral:noise=0.51", 'noise: expected a number from 0 to 0.5; got "0.51"'],
    ["spiral:noise=-0.1", 'noise: expected a number from 0 to 0.5; got "-0.1"'],
    ["spiral:noise=Infinity", 'noise: expected a number from 0 to 0.5; got "Infinity"'],
    ["spiral:noise=0.1=2", 'noise: expected a number from 0 to 0.5; got "0.1=2"'],
    ["spiral:samples=0", 'samples: expected an integer from 1 to 100000; got "0"'],
    ["spiral:samples=2.5", 'samples: expected an integer from 1 to 100000; got "2.5"'],
    ["spiral:samples=100001", 'samples: expected an integer from 1 to 100000; got "100001"'],
    ["spiral:seed=-1", 'seed: expected an integer from 0 to 9007199254740991; got "-1"'],
    [
      "spiral:seed=9007199254740992",
      'seed: expected an integer from 0 to 9007199254740991; got "9007199254740992"',
    ],
    [
      "spiral:targets=sined",
      'targets: expected one of zero-one, signed; got "sined" (did you mean "signed"?)',
    ],
    ["spiral:shuffle=true", 'shuffle: expected one of yes, no; got "true"'],
    ["glyphs:size=16", 'size: expected one of 8, 28; got "16"'],
  ])("%j", (text, expected) => {
    expect(errorOf(() => generateSet(text))).toBe(expected);
  });
});
