import { expect, test } from "vitest";
import { lookUp } from "../../src/math/lookup.ts";

const table: ReadonlyMap<string, number> = new Map([
  ["one", 1],
  ["zero", 0],
]);

test("lookUp finds what the table holds, 0 included", () => {
  expect([lookUp("at", table, "one"), lookUp("at", table, "zero")]).toEqual([1, 0]);
});

test("lookUp names the place, what is allowed, and what may have been meant", () => {
  expect(() => lookUp("at", table, "ome")).toThrow(
    new RangeError('at: expected one of one, zero; got "ome" (did you mean "one"?)'),
  );
  expect(() => lookUp("at", table, "constructor")).toThrow(RangeError);
});
