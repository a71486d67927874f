import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../../src/data/csv-samples.ts";
import { errorOf } from "./error-of.ts";

describe("columns", () => {
  const text = "a,y,b\n1,2,3\n4,5,6\n";

  test("those in targets are targets, all others inputs in the file's order", () => {
    expect(parseCsv(text, { targets: ["y"] })).toEqual({
      count: 2,
      inputWidth: 2,
      targetWidth: 1,
      inputs: Float64Array.of(1, 3, 4, 6),
      targets: Float64Array.of(2, 5),
    });
  });

  test("targets are in the order in which they are named", () => {
    const samples = parseCsv(text, { targets: ["b", "a"] });
    expect(samples).toMatchObject({ inputWidth: 1, targetWidth: 2, targets: Float64Array.of(3, 1, 6, 4) });
    expect(samples.inputs).toEqual(Float64Array.of(2, 5));
  });

  test("numbers alone, with no targets named, are inputs", () => {
    expect(parseCsv(text)).toMatchObject({ inputWidth: 3, targetWidth: 0, targets: new Float64Array(0) });
  });

  test("CRLF, blanks, quotes and blank lines at the end change nothing", () => {
    const same = '"a", y ,b\r\n 1,"2",3\r\n4,\t5,6\r\n\r\n';
    expect(parseCsv(same, { targets: ["y"] })).toEqual(parseCsv(text, { targets: ["y"] }));
  });

  test("names may look like anything but numbers alone", () => {
    const samples = parseCsv("1,__proto__,constructor\n1,2,3", { targets: ["constructor", "__proto__"] });
    expect(samples.targets).toEqual(Float64Array.of(3, 2));
  });
});

describe("classes", () => {
  const text = "x,kind\n1,pear\n2,apple\n3,pear\n4,fig\n";
  const oneHot = {
    count: 4,
    inputWidth: 1,
    targetWidth: 3,
    inputs: Float64Array.of(1, 2, 3, 4),
    targets: Float64Array.of(0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0),
    classes: ["apple", "fig", "pear"],
  };

  test.each([{}, { targets: ["kind"] }, { classes: "kind" }, { targets: ["kind"], classes: "kind" }])(
    "a column of text is one-hot in the order of its sorted names, by %j",
    (named) => {
      expect(parseCsv(text, named)).toEqual(oneHot);
    },
  );

  test("numbers are classes only if their column is named so, and sort as numbers", () => {
    const digits = "x,digit\n0,10\n0,9\n0,2\n";
    expect(parseCsv(digits, { targets: ["digit"] }).targets).toEqual(Float64Array.of(10, 9, 2));
    const samples = parseCsv(digits, { classes: "digit" });
    expect(samples.classes).toEqual(["2", "9", "10"]);
    expect(samples.targets).toEqual(Float64Array.of(0, 0, 1, 0, 1, 0, 1, 0, 0));
  });

  test("stand beside other targets, and are then not named", () => {
    const samples = parseCsv("x,y,kind\n1,5,b\n2,6,a\n", { targets: ["y", "kind"] });
    expect(samples).toMatchObject({ targetWidth: 3, targets: Float64Array.of(5, 0, 1, 6, 1, 0) });
    expect(samples.classes).toBeUndefined();
    expect(parseCsv("x,y,kind\n1,5,b\n2,6,a\n", { targets: ["y"], classes: "kind" })).toEqual(samples);
  });
});

describe("errors", () => {
  test.each([
    ["", {}, "expected a header row with the names of the columns; got an empty text"],
    ["a,b\n", {}, "expected at least one line after the header; got none"],
    ["1,2\n3,4", {}, 'line 1, column 1: expected a header row with the names of the columns; got "1"'],
    ["a,,c\n1,2,3", {}, "line 1, column 3: expected the name of a column; got an empty field"],
    ["a,b,a\n1,2,3", {}, 'line 1, column 5: expected each column once; got "a" again'],
    ["a,b\n1,2", { targets: ["B2"] }, 'targets: expected one of a, b; got "B2" (did you mean "b"?)'],
    ["a,b\n1,2", { classes: "kind" }, 'classes: expected one of a, b; got "kind"'],
    ["a,b\n1,2", { targets: ["b", "b"] }, 'targets: expected each column once; got "b", "b"'],
    [
      "a,b\n1,2",
      { targets: ["a", "b"] },
      'expected at least one column of inputs; got only targets: "a", "b"',
    ],
    ["a,b\n1,2\n3", {}, "line 3, column 1: expected 2 fields as in the header; got 1"],
    ["a,b\n1,2\n3,4,5", {}, "line 3, column 5: expected 2 fields as in the header; got 3"],
    ["a,b\n1,2\n\n3,4", {}, "line 3, column 1: expected 2 fields as in the header; got 1"],
    ["a,b\n1\n", {}, "line 2, column 1: expected 2 fields as in the header; got 1"],
    ["a,b\n1,", {}, 'line 2, column 3: expected a finite decimal number in "b"; got ""'],
    ["a\n1\n\n2", {}, 'line 3, column 1: expected a finite decimal number in "a"; got ""'],
    ["a,b\n1,0x10", {}, 'line 2, column 3: expected a finite decimal number in "b"; got "0x10"'],
    ['a,b\n1,"1,5"', {}, 'line 2, column 3: expected a finite decimal number in "b"; got "1,5"'],
    ["a;b\n1,5;2,5", {}, "line 2, column 3: expected 1 fields as in the header; got 3"],
    ["a,b\n1,Infinity", {}, 'line 2, column 3: expected a finite decimal number in "b"; got "Infinity"'],
    ["a,b\n1,1e999", {}, 'line 2, column 3: expected a finite decimal number in "b"; got "1e999"'],
    [
      "a,b\n1,NaN",
      { targets: ["b"] },
      'line 2, column 3: expected a finite decimal number in "b"; got "NaN"',
    ],
    [
      "a,b\n1,2\n3,four",
      {},
      'line 3, column 3: expected a finite decimal number in "b"; got "four" (a column of text has to be named in targets or classes)',
    ],
    [
      "a,b,y\n1,x,2",
      { targets: ["y"] },
      'line 2, column 3: expected a finite decimal number in "b"; got "x" (a column of text has to be named in targets or classes)',
    ],
    [
      "a,b\n1,x\n1,2",
      {},
      'line 3, column 3: expected the name of a class in "b"; got "2" (a column of names with numbers among them has to be named in classes)',
    ],
    ["a,b\n1,x\n1,", { classes: "b" }, 'line 3, column 3: expected the name of a class in "b"; got ""'],
  ])("%j with %j", (text, named, expected) => {
    expect(errorOf(() => parseCsv(text, named))).toBe(expected);
  });

  test("targets that would not fit into memory are refused before they are laid out", () => {
    const lines = Array.from({ length: 16_385 }, (_, i) => `0,name ${i}`).join("\n");
    expect(errorOf(() => parseCsv(`x,id\n${lines}`))).toBe(
      "expected at most 268435456 targets in memory; got 16385 for each of 16385 lines (is a column of classes one of names?)",
    );
  });
});

test("what a writer after RFC 4180 wrote is read back", () => {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const digits = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  // With a letter, so that no name is a number.
  const name = fc.string({ unit: "grapheme" }).map((text) => `${text}n`);
  const table = fc.record({
    lines: fc.array(fc.tuple(finite, finite, name, finite), { minLength: 1, maxLength: 20 }),
    header: fc.uniqueArray(name, { minLength: 3, maxLength: 3 }).map((names) => ["x", ...names]),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    isLastEnded: fc.boolean(),
  });
  fc.assert(
    fc.property(table, ({ lines, header, lineEnd, isLastEnded }) => {
      const records = lines.map(([a, b, kind, c]) =>
        [digits(a), digits(b), quote(kind), digits(c)].join(","),
      );
      const text = [header.map(quote).join(","), ...records].join(lineEnd) + (isLastEnded ? lineEnd : "");
      const samples = parseCsv(text, { targets: header.slice(3), classes: header.slice(2, 3).join("") });

      const classes = [...new Set(lines.map(([, , kind]) => kind))].sort();
      expect(samples.inputs).toEqual(Float64Array.from(lines.flatMap(([a, b]) => [a, b])));
      expect(samples.targets).toEqual(
        Float64Array.from(
          lines.flatMap(([, , kind, c]) => [c, ...classes.map((other) => Number(other === kind))]),
        ),
      );
    }),
    { numRuns: 500 },
  );
});

test("a hundred thousand lines and a hundred thousand columns are read without quadratic work", () => {
  const tall = `x,y\n${"0.5,1\n".repeat(100_000)}`;
  expect(parseCsv(tall, { targets: ["y"] }).count).toBe(100_000);
  const names = Array.from({ length: 100_000 }, (_, c) => `c${c}`);
  const wide = `${names.join(",")}\n${names.map(() => "1").join(",")}`;
  expect(parseCsv(wide, { targets: ["c99999"] }).inputWidth).toBe(99_999);
});
