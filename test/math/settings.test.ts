import { expect, test } from "vitest";
import { anyNumber } from "../../src/math/number-range.ts";
import { settingsOf } from "../../src/math/settings.ts";

const ranges = new Map([
  ["a", anyNumber],
  ["b", anyNumber],
]);

test("given options stand over the defaults, and both stay as they were", () => {
  const defaults = { a: 1, b: 2 };
  const options = { name: "x", b: 3 };
  expect(settingsOf("where", options, defaults, ranges)).toEqual({ a: 1, b: 3 });
  expect([defaults, options]).toEqual([
    { a: 1, b: 2 },
    { name: "x", b: 3 },
  ]);
});

test.each(["b", "constructor", "toString"])(
  "the option %s, which is not among the defaults, is refused",
  (option) => {
    expect(() => settingsOf("where", { name: "x", [option]: 1 }, { a: 1 }, ranges)).toThrow(
      new RangeError(`where.${option}: expected an option of x (a); got 1`),
    );
  },
);
