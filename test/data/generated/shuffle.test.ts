import { expect, test } from "vitest";
import { shuffle } from "../../../src/data/generated/shuffle.ts";
import { random, type Random } from "../../../src/math/random.ts";

const always = (integer: Random["integer"]): Random => ({
  uniform: () => 0,
  uniforms: () => new Float64Array(0),
  normal: () => 0,
  integer,
});

test.each([
  // By hand, with TensorFlow Playground's loop: swap last with first, then the place before it with the
  // first, …
  ["the lowest", () => 0, ["b", "c", "d", "a"]],
  ["the highest", (limit: number) => limit - 1, ["a", "b", "c", "d"]],
  ["the second, or the only one", (limit: number) => Math.min(1, limit - 1), ["a", "c", "d", "b"]],
])("if each draw is %s", (_, integer, expected) => {
  const items = ["a", "b", "c", "d"];
  shuffle(items, always(integer));
  expect(items).toEqual(expected);
});

test("all orders of three are about equally frequent", () => {
  const numbers = random(1, "test");
  const counts = new Map<string, number>();
  for (let i = 0; i < 60_000; i++) {
    const items = ["a", "b", "c"];
    shuffle(items, numbers);
    counts.set(items.join(""), (counts.get(items.join("")) ?? 0) + 1);
  }
  // Chi-squared with 5 degrees of freedom exceeds 20.5 once in a thousand.
  const chiSquared = [...counts.values()].reduce((sum, n) => sum + ((n - 10_000) * (n - 10_000)) / 10_000, 0);
  expect(counts.size).toBe(6);
  expect(chiSquared).toBeLessThan(20.5);
});
