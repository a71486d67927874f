import { expect, test } from "vitest";
import { numberList } from "../../src/data/number-list.ts";

test("a list holds what was pushed, in order, however long it gets", () => {
  const list = numberList();
  expect(list.toArray()).toEqual(new Float64Array(0));
  for (let i = 0; i < 5000; i++) list.push(i / 3);
  expect(list.toArray()).toEqual(Float64Array.from({ length: 5000 }, (_, i) => i / 3));
});

test("an array that was taken does not change with later numbers", () => {
  const list = numberList();
  list.push(1);
  const taken = list.toArray();
  list.push(2);
  expect(taken).toEqual(Float64Array.of(1));
});
