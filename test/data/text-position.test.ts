import { expect, test } from "vitest";
import { textPosition } from "../../src/data/text-position.ts";

test.each([
  ["", 0, "line 1, column 1"],
  ["abc", 2, "line 1, column 3"],
  ["abc", 3, "line 1, column 4"],
  ["a\nbc", 1, "line 1, column 2"],
  ["a\nbc", 2, "line 2, column 1"],
  ["a\nbc\n", 5, "line 3, column 1"],
  ["a\r\nbc", 4, "line 2, column 2"],
  ["\n\n\n", 2, "line 3, column 1"],
])("in %j, offset %d is %s", (text, offset, expected) => {
  expect(textPosition(text, offset)).toBe(expected);
});
