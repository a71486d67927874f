import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateSet } from "../../src/data/generated-sets.ts";
import { sliceSamples, type Samples } from "../../src/data/samples.ts";
import { readSamples, type SamplesOptions } from "../../src/files/read-samples.ts";
import { errorOf } from "../data/error-of.ts";
import { writeIdx } from "../data/write-idx.ts";

let folder = "";
const at = (name: string): string => join(folder, name);

const json = '{"inputs": [[1], [2], [3]], "targets": [[0], [1], [0]]}';
const csv = "x,y\n1,0\n2,1\n3,0\n";
const expected: Samples = {
  count: 3,
  inputWidth: 1,
  targetWidth: 1,
  inputs: Float64Array.of(1, 2, 3),
  targets: Float64Array.of(0, 1, 0),
};
const images = writeIdx(0x08, [3, 1, 1], [255, 51, 0]);
const labels = writeIdx(0x08, [3], [1, 0, 1]);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "counterflow-"));
  const files: [string, string | Uint8Array][] = [
    ["a.json", json],
    ["a.json.gz", gzipSync(json)],
    ["plain-name.json", gzipSync(json)],
    ["A.JSON", `\ufeff${json}`],
    ["a.csv", csv],
    ["a.csv.gz", gzipSync(csv)],
    ["one,two.csv", csv],
    ["me@home.csv", csv],
    ["slice.csv@1:2", "unread"],
    ["images", images],
    ["labels", labels],
    ["images.gz", gzipSync(images)],
    ["labels.gz", gzipSync(labels)],
    ["i,mages", images],
    ["broken.json", '{"inputs": [[1], [2,]]}'],
    ["broken.csv", "x,y\n1,2\n3,zwei"],
  ];
  for (const [name, content] of files) writeFileSync(at(name), content);
  mkdirSync(at("folder.json"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("each kind of samples", () => {
  test.each([
    ["a.json", {}],
    ["a.json.gz", {}],
    ["plain-name.json", {}],
    ["A.JSON", {}],
    ["a.csv", { targets: ["y"] }],
    ["a.csv.gz", { targets: ["y"] }],
    ["one,two.csv", { targets: ["y"] }],
    ["me@home.csv", { targets: ["y"] }],
  ] satisfies [string, SamplesOptions][])("%s with %j", (name, options) => {
    expect(readSamples(at(name), options)).toEqual(expected);
  });

  test.each([
    ["images", "labels"],
    ["images.gz", "labels.gz"],
    ["images.gz", "labels"],
    ["i,mages", "labels"],
  ])("a pair of IDX files: %s,%s", (first, second) => {
    expect(readSamples(`${at(first)},${at(second)}`, { classes: "2" })).toEqual({
      count: 3,
      inputWidth: 1,
      targetWidth: 2,
      inputs: Float64Array.of(1, 0.2, 0),
      targets: Float64Array.of(0, 1, 1, 0, 0, 1),
      classes: ["0", "1"],
    });
    expect(readSamples(`${at(first)},${at(second)}`).targetWidth).toBe(10);
  });

  test("a generated set", () => {
    expect(readSamples("builtin:xor")).toEqual(generateSet("xor"));
    expect(readSamples("builtin:spiral:samples=20,noise=0.1")).toEqual(
      generateSet("spiral:samples=20,noise=0.1"),
    );
  });

  test("a column of classes", () => {
    expect(readSamples(at("a.csv"), { classes: "y" })).toMatchObject({ targetWidth: 2, classes: ["0", "1"] });
  });
});

describe("a slice", () => {
  test.each([
    ["@0:2", 0, 2],
    ["@1:3", 1, 3],
    ["@1:", 1, 3],
    ["@:2", 0, 2],
    ["@:", 0, 3],
  ])("%s of any kind", (suffix, from, to) => {
    const options = { targets: ["y"] };
    expect(readSamples(at("a.json") + suffix)).toEqual(sliceSamples(expected, from, to));
    expect(readSamples(at("me@home.csv") + suffix, options)).toEqual(sliceSamples(expected, from, to));
    expect(readSamples(`${at("images")},${at("labels")}${suffix}`).count).toBe(to - from);
    expect(readSamples(`builtin:xor${suffix}`)).toEqual(
      sliceSamples(generateSet("xor"), from, to === 3 && suffix.endsWith(":") ? 4 : to),
    );
  });

  test.each([
    ["@2:2", "2:2"],
    ["@2:1", "2:1"],
    ["@0:4", "0:4"],
    ["@3:", "3:3"],
    ["@:0", "0:0"],
    ["@0:99999999999999999999", "0:100000000000000000000"],
  ])("%s is refused", (suffix, got) => {
    const text = at("a.json") + suffix;
    expect(errorOf(() => readSamples(text))).toBe(
      `${text}: expected a slice FROM:TO with 0 <= FROM < TO <= 3; got ${got}`,
    );
  });

  test("is no slice where the whole is the name of a file", () => {
    expect(errorOf(() => readSamples(at("slice.csv@1:2")))).toContain(
      "expected FILE.json, FILE.csv, IMAGES,LABELS",
    );
    expect(readSamples(at("a.csv@1:2"), { targets: ["y"] }).count).toBe(1);
  });
});

describe("an error is said of the file, or of the argument", () => {
  test.each([
    ["broken.json", {}, 'line 1, column 21: expected a value after ","; got "]"'],
    [
      "broken.csv",
      {},
      'line 3, column 3: expected a finite decimal number in "y"; got "zwei" (a column of text has to be named in targets or classes)',
    ],
    ["a.csv", { targets: ["z"] }, 'targets: expected one of x, y; got "z"'],
    ["a.json", { targets: ["y"] }, "targets: expected none, for only CSV has columns; got some"],
    ["a.json", { classes: "y" }, "classes: expected none, for only CSV has columns; got some"],
    ["missing.json", {}, "expected a file; got none of this name"],
    ["missing.csv.gz", {}, "expected a file; got none of this name"],
    ["folder.json", {}, "expected a file; got a directory"],
  ] satisfies [string, SamplesOptions, string][])("%s with %j", (name, options, message) => {
    expect(errorOf(() => readSamples(at(name), options))).toBe(`${at(name)}: ${message}`);
  });

  test("of a pair, the file that is wrong is named", () => {
    expect(errorOf(() => readSamples(`${at("images")},${at("nothing")}`))).toBe(
      `${at("nothing")}: expected a file; got none of this name`,
    );
    expect(errorOf(() => readSamples(`${at("images")},${at("a.csv")}`))).toMatch(/a\.csv: expected IDX /);
    expect(errorOf(() => readSamples(`${at("labels")},${at("images")}`))).toContain(
      "images: expected 2 or more dimensions, samples first; got 3 (is the order IMAGES,LABELS?)",
    );
    expect(errorOf(() => readSamples(`${at("images")},${at("labels")}`, { classes: "two" }))).toContain(
      'classes: expected the number of classes; got "two"',
    );
    expect(errorOf(() => readSamples(`${at("images")},${at("labels")}`, { targets: ["y"] }))).toContain(
      "targets: expected none, for only CSV has columns; got some",
    );
  });

  test("a generated set's argument is named", () => {
    expect(errorOf(() => readSamples("builtin:spiral:noise=2"))).toBe(
      'builtin:spiral:noise=2: noise: expected a number from 0 to 0.5; got "2"',
    );
    expect(errorOf(() => readSamples("builtin:xor", { targets: ["y"] }))).toBe(
      "builtin:xor: targets: expected none, for only CSV has columns; got some",
    );
  });

  test.each(["", "xor", "samples.txt", "builtin", "train.json@1-2"])("%j is none of the kinds", (text) => {
    expect(errorOf(() => readSamples(text))).toBe(
      `expected FILE.json, FILE.csv, IMAGES,LABELS or builtin:NAME; got ${JSON.stringify(text)}`,
    );
  });

  test("a file of another kind is none of the kinds", () => {
    expect(errorOf(() => readSamples(at("images")))).toContain("expected FILE.json, FILE.csv, IMAGES,LABELS");
  });
});
