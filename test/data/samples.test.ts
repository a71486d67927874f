import { describe, expect, test } from "vitest";
import { createSamples, readSampleRows, sliceSamples } from "../../src/data/samples.ts";
import { errorOf } from "./error-of.ts";

describe("createSamples", () => {
  test("lays rows out one after another", () => {
    expect(
      createSamples(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        [[7], [8], [9]],
      ),
    ).toEqual({
      count: 3,
      inputWidth: 2,
      targetWidth: 1,
      inputs: Float64Array.of(1, 2, 3, 4, 5, 6),
      targets: Float64Array.of(7, 8, 9),
    });
  });

  test("keeps -0, denormals, the largest numbers and the names of classes", () => {
    const samples = createSamples([[-0, 5e-324, 1.7976931348623157e308]], [[0, 1]], ["no", "yes"]);
    expect(samples.inputs).toEqual(Float64Array.of(-0, 5e-324, 1.7976931348623157e308));
    expect(samples.classes).toEqual(["no", "yes"]);
  });

  test("targets may have no width, inputs may not", () => {
    expect(createSamples([[1]], [[]])).toMatchObject({
      count: 1,
      targetWidth: 0,
      targets: new Float64Array(0),
    });
    expect(errorOf(() => createSamples([[]], [[]]))).toBe(
      "inputs[0]: expected at least one number; got none",
    );
  });

  test.each([
    [[], [], "inputs: expected at least one sample; got none"],
    [
      [[1, 2], [1, 2], [1, 2], [1]],
      [[1], [1], [1], [1]],
      "inputs[3]: expected 2 numbers as in inputs[0]; got 1",
    ],
    [[[1]], [[1], [2]], "targets: expected 1 rows as in inputs; got 2"],
    [[[1], [1]], [[1], [NaN]], "targets[1][0]: expected a finite number; got NaN"],
    [[[1, Infinity]], [[1]], "inputs[0][1]: expected a finite number; got Infinity"],
    [
      [[1, 2], [NaN, 2], [1]],
      [[1], [1, 2], [-Infinity]],
      [
        "inputs[1][0]: expected a finite number; got NaN",
        "inputs[2]: expected 2 numbers as in inputs[0]; got 1",
        "targets[1]: expected 1 numbers as in targets[0]; got 2",
        "targets[2][0]: expected a finite number; got -Infinity",
      ].join("\n"),
    ],
  ])("refuses %j, %j", (inputs, targets, expected) => {
    expect(errorOf(() => createSamples(inputs, targets))).toBe(expected);
  });

  test("refuses names that are not as many as targets", () => {
    expect(errorOf(() => createSamples([[1]], [[0, 1]], ["a"]))).toBe(
      "classes: expected 2 names, one for each target; got 1",
    );
  });

  test("lists twenty problems and counts the rest", () => {
    const rows = Array.from({ length: 1000 }, () => [NaN]);
    const lines = errorOf(() =>
      createSamples(
        rows,
        rows.map(() => [0]),
      ),
    ).split("\n");
    expect(lines).toHaveLength(21);
    expect(lines[19]).toBe("inputs[19][0]: expected a finite number; got NaN");
    expect(lines[20]).toBe("inputs: 980 more problems of this kind");
  });
});

test.each([
  [undefined, [[1]], "inputs: expected an array of rows; got nothing"],
  [[[1]], "x", 'targets: expected an array of rows; got "x"'],
  [
    [1, 2],
    [[1], [1]],
    "inputs[0]: expected an array of numbers; got 1\ninputs[1]: expected an array of numbers; got 2",
  ],
  [[["1"]], [[1]], 'inputs[0][0]: expected a finite number; got "1"'],
  [[[null]], [[1]], "inputs[0][0]: expected a finite number; got null"],
  [[[1], null], [[1], [2]], "inputs[1]: expected an array of numbers; got null"],
  [[[1], , [2]], [[1], [1], [1]], "inputs[1]: expected an array of numbers; got nothing"],
])("readSampleRows refuses %j, %j", (inputs, targets, expected) => {
  expect(errorOf(() => readSampleRows(inputs, targets))).toBe(expected);
});

describe("sliceSamples", () => {
  const samples = createSamples(
    [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ],
    [[1], [2], [3], [4]],
    ["a"],
  );

  test("takes rows FROM to TO - 1 and copies nothing", () => {
    const slice = sliceSamples(samples, 1, 3);
    expect(slice).toEqual({
      ...createSamples(
        [
          [3, 4],
          [5, 6],
        ],
        [[2], [3]],
      ),
      classes: ["a"],
    });
    expect(slice.inputs.buffer).toBe(samples.inputs.buffer);
    expect(sliceSamples(slice, 1, 2)).toEqual({ ...createSamples([[5, 6]], [[3]]), classes: ["a"] });
    expect(sliceSamples(samples, 0, 4)).toEqual(samples);
  });

  test.each([
    [2, 2],
    [3, 1],
    [0, 5],
    [-1, 2],
    [0.5, 2],
    [0, NaN],
  ])("refuses %d:%d", (from, to) => {
    expect(errorOf(() => sliceSamples(samples, from, to))).toBe(
      `expected a slice FROM:TO with 0 <= FROM < TO <= 4; got ${from}:${to}`,
    );
  });
});
