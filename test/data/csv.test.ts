import { describe, expect, test } from "vitest";
import { csvRecords } from "../../src/data/csv.ts";
import { errorOf } from "./error-of.ts";

const fieldsOf = (text: string): (readonly string[])[] => [...csvRecords(text)].map(({ fields }) => fields);

describe("records", () => {
  test.each([
    ["", []],
    ["\n \r\n\n", []],
    ["a", [["a"]]],
    [
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a,b\nc,d\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a,b\r\nc,d\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["a,b\n\n  \n", [["a", "b"]]],
    ["a\n\nb", [["a"], [""], ["b"]]],
    [
      "a,,b\n,,",
      [
        ["a", "", "b"],
        ["", "", ""],
      ],
    ],
    [
      " a ,\tb\t\n c c , d",
      [
        ["a", "b"],
        ["c c", "d"],
      ],
    ],
    ['"a","b"', [["a", "b"]]],
    ['"a,b","c\nd","e\r\nf"', [["a,b", "c\nd", "e\r\nf"]]],
    ['"a ""quoted"" word",""""', [['a "quoted" word', '"']]],
    [
      '"",""\n"" ,""\t\r\n',
      [
        ["", ""],
        ["", ""],
      ],
    ],
    ['" kept ",x', [[" kept ", "x"]]],
    ["é,\u{1f600}", [["é", "\u{1f600}"]]],
  ])("of %j", (text, expected) => {
    expect(fieldsOf(text)).toEqual(expected);
  });
});

test("fields know where they begin", () => {
  const text = 'ab,"c,d"\r\n e,f';
  expect([...csvRecords(text)].map(({ starts }) => starts)).toEqual([
    [0, 3],
    [10, 13],
  ]);
});

test.each([
  ['a,"b', "line 1, column 3: expected a closing double quote; got the end of the text"],
  ['a\nb"c"', 'line 2, column 2: expected double quotes around a whole field; got one after "b"'],
  ['a, "b"', 'line 1, column 4: expected double quotes around a whole field; got one after " "'],
  ['"a"b', 'line 1, column 4: expected a comma or the end of the line after a closing double quote; got "b"'],
  [
    '"a" "b"',
    'line 1, column 5: expected a comma or the end of the line after a closing double quote; got "\\""',
  ],
])("%j is refused", (text, expected) => {
  expect(errorOf(() => fieldsOf(text))).toBe(expected);
});
