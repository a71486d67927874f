import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJsonText } from "../../src/data/json-text.ts";
import { InputError } from "../../src/message/input-error.ts";
import { errorOf } from "./error-of.ts";

describe("a text that is no JSON is refused with line and column", () => {
  test.each([
    ["", "line 1, column 1: expected a value; got the end of the text"],
    [" \n ", "line 2, column 2: expected a value; got the end of the text"],
    ["[1, 2", 'line 1, column 6: expected "," or "]"; got the end of the text'],
    ['{"a": 1', 'line 1, column 8: expected "," or "}"; got the end of the text'],
    ['{"a":\n', 'line 2, column 1: expected a value after ":"; got the end of the text'],
    ["[1,]", 'line 1, column 4: expected a value after ","; got "]"'],
    ['{"a": 1,}', 'line 1, column 9: expected a key in double quotes after ","; got "}"'],
    ["[1,,2]", 'line 1, column 4: expected a value after ","; got ","'],
    ["[1 2]", 'line 1, column 4: expected "," or "]"; got "2"'],
    ['{"a" 1}', 'line 1, column 6: expected ":"; got "1"'],
    ["[}", 'line 1, column 2: expected a value or "]"; got "}"'],
    ["[1}", 'line 1, column 3: expected "," or "]"; got "}"'],
    ['{"a": 1]', 'line 1, column 8: expected "," or "}"; got "]"'],
    ["1 2", 'line 1, column 3: expected the end of the text; got "2"'],
    ["{} {}", 'line 1, column 4: expected the end of the text; got "{"'],
    ["{layers: 1}", 'line 1, column 2: expected a key in double quotes or "}"; got "layers"'],
    ["{'a': 1}", 'line 1, column 2: expected a key in double quotes or "}"; got a single quote'],
    [
      '{\r\n  "a": 1 // one\r\n}',
      'line 2, column 10: expected "," or "}"; got a comment, which JSON does not have',
    ],
    ["/* all */ 1", "line 1, column 1: expected a value; got a comment, which JSON does not have"],
    ["[NaN]", "line 1, column 2: expected a finite number; got NaN"],
    ["[1,\n-Infinity]", "line 2, column 1: expected a finite number; got -Infinity"],
    ["[1e999]", "line 1, column 2: expected a finite number; got 1e999"],
    ["[1e309]", "line 1, column 2: expected a finite number; got 1e309"],
    [`[${"9".repeat(400)}]`, `line 1, column 2: expected a finite number; got ${"9".repeat(40)}`],
    ["[01]", 'line 1, column 3: expected "," or "]"; got "1"'],
    ["[.5]", 'line 1, column 2: expected a value or "]"; got ".5"'],
    ["[+1]", 'line 1, column 2: expected a value or "]"; got "+1"'],
    ["[0x10]", 'line 1, column 3: expected "," or "]"; got "x10"'],
    ["[tru]", 'line 1, column 2: expected a value or "]"; got "tru"'],
    ["[\u{1f600}]", 'line 1, column 2: expected a value or "]"; got "\u{1f600}"'],
    ["\ufeff1", 'line 1, column 1: expected a value; got "\ufeff"'],
    ["\u00001", String.raw`line 1, column 1: expected a value; got "\u0000"`],
    ['"abc', "line 1, column 1: expected a closing double quote; got the end of the text"],
    ['"a\nb"', String.raw`line 1, column 3: expected control characters in a string to be escaped; got "\n"`],
    [
      String.raw`"\x41"`,
      String.raw`line 1, column 2: expected an escape that JSON has, such as \n or \u00e9; got \x`,
    ],
    ['{"a": 1, "b": 2,\n "a": 3}', 'line 2, column 2: expected each key once in an object; got "a" again'],
    [
      String.raw`{"a": 1, "\u0061": 2}`,
      'line 1, column 10: expected each key once in an object; got "a" again',
    ],
  ])("%j", (text, expected) => {
    expect(errorOf(() => parseJsonText(text))).toBe(expected);
  });
});

test("the last control character has to be escaped, the first printable one not", () => {
  expect(errorOf(() => parseJsonText('"\u001f"'))).toContain(String.raw`got "\u001f"`);
  expect(parseJsonText('" "')).toBe(" ");
});

describe("nesting", () => {
  test("64 levels are allowed, 65 are not", () => {
    expect(parseJsonText("[".repeat(64) + "]".repeat(64))).toBeInstanceOf(Array);
    expect(errorOf(() => parseJsonText("[".repeat(65) + "]".repeat(65)))).toBe(
      "line 1, column 65: expected at most 64 levels of nesting; got more",
    );
    expect(errorOf(() => parseJsonText('{"a":\n'.repeat(65)))).toBe(
      "line 65, column 1: expected at most 64 levels of nesting; got more",
    );
  });

  test("brackets in strings do not count, nor those that are closed", () => {
    expect(parseJsonText(JSON.stringify(["[".repeat(1000), '\\"[']))).toEqual(["[".repeat(1000), '\\"[']);
    expect(parseJsonText(`[${"[{}],".repeat(1000)}1]`)).toHaveLength(1001);
  });

  test("five million brackets are refused in less than a second", () => {
    const text = "[".repeat(5_000_000);
    const start = performance.now();
    expect(errorOf(() => parseJsonText(text))).toContain("64 levels");
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("a text that is JSON", () => {
  test("has the value that JSON.parse gives it", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJsonText(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([" \t\r\n{}\n", "-0", "5e-324", "0.1E+2", "9e99", '"\\u00e9\\n\\\\"', '""', "[[],{}]", "null"])(
    "%j is taken",
    (text) => {
      expect(parseJsonText(text)).toEqual(JSON.parse(text));
    },
  );

  test("keeps keys that name parts of every object as plain keys", () => {
    const value = parseJsonText('{"__proto__": {"x": 1}, "constructor": 2}');
    expect(Object.keys(value as object)).toEqual(["__proto__", "constructor"]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test("equal keys in different objects are no repetition", () => {
    expect(parseJsonText('[{"a": {"a": 1}}, {"a": 2}]')).toEqual([{ a: { a: 1 } }, { a: 2 }]);
  });
});

test("a text with one edit is refused exactly if JSON.parse refuses it, keys given twice and overflow apart", () => {
  const inserted = fc.constantFrom(
    "",
    ",",
    ":",
    '"',
    "[",
    "]",
    "{",
    "}",
    "\\",
    "0",
    "-",
    ".",
    "e",
    "\n",
    "\u0001",
    "t",
  );
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.nat(2), inserted, (text, place, removed, insertion) => {
      const at = place % (text.length + 1);
      const edited = text.slice(0, at) + insertion + text.slice(at + removed);
      expect(refusal(edited)).toBe(isJson(edited) ? undefined : "refused");
    }),
    { numRuns: 3000 },
  );
});

function refusal(text: string): string | undefined {
  try {
    parseJsonText(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const isStricter =
      /each key once|expected a finite number; got \d|expected a finite number; got -\d/.test(error.message);
    return isStricter && isJson(text) ? undefined : "refused";
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
