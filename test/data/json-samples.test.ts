import { expect, test } from "vitest";
import { parseJsonSamples } from "../../src/data/json-samples.ts";
import { errorOf } from "./error-of.ts";

test("inputs and targets are rows", () => {
  expect(parseJsonSamples('{"inputs": [[0.05, 0.1], [1, -0]], "targets": [[0.01], [0.99]]}')).toEqual({
    count: 2,
    inputWidth: 2,
    targetWidth: 1,
    inputs: Float64Array.of(0.05, 0.1, 1, -0),
    targets: Float64Array.of(0.01, 0.99),
  });
});

test("targets may be missing", () => {
  expect(parseJsonSamples('{"inputs": [[1], [2]]}')).toEqual({
    count: 2,
    inputWidth: 1,
    targetWidth: 0,
    inputs: Float64Array.of(1, 2),
    targets: new Float64Array(0),
  });
});

test.each([
  ["[[1]]", 'expected an object {"inputs": [[…], …], "targets": [[…], …]}; got an array'],
  ["null", 'expected an object {"inputs": [[…], …], "targets": [[…], …]}; got null'],
  ["{}", "inputs: expected an array of rows; got nothing"],
  ['{"inputs": [[1]], "targets": null}', "targets: expected an array of rows; got null"],
  [
    '{"input": [[1]], "targets": [[1]]}',
    'expected one of inputs, targets; got "input" (did you mean "inputs"?)',
  ],
  ['{"inputs": [[1]], "__proto__": 1}', 'expected one of inputs, targets; got "__proto__"'],
  ['{"inputs": [], "targets": []}', "inputs: expected at least one sample; got none"],
  [
    '{"inputs": [[1], [1, 2]], "targets": [[1], [1]]}',
    "inputs[1]: expected 1 numbers as in inputs[0]; got 2",
  ],
  ['{"inputs": [["1"]], "targets": [[1]]}', 'inputs[0][0]: expected a finite number; got "1"'],
  ['{"inputs": [[1]],\n"targets": [[NaN]]}', "line 2, column 14: expected a finite number; got NaN"],
  [
    '{"inputs": [[1]],',
    'line 1, column 18: expected a key in double quotes after ","; got the end of the text',
  ],
])("%s is refused", (text, expected) => {
  expect(errorOf(() => parseJsonSamples(text))).toBe(expected);
});
