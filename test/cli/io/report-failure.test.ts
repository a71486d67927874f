import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { describeFailure } from "../../../src/cli/io/report-failure.ts";
import { NobodyReads, StoppedBySignal } from "../../../src/cli/io/stopped.ts";
import { InputError } from "../../../src/message/input-error.ts";
import { RunError } from "../../../src/message/run-error.ts";

const problems = [
  { path: "layers[1].size", message: "expected a whole number; got 1.5" },
  { path: "seed", message: "expected a whole number; got -1" },
];

test.each([
  [
    "wrong options, which the parser has named",
    new CommanderError(1, "commander.unknownOption", "x"),
    2,
    undefined,
  ],
  ["--help", new CommanderError(0, "commander.helpDisplayed", "x"), 0, undefined],
  [
    "an option's value",
    new RangeError("epochs: expected 1 or more; got 0"),
    2,
    "epochs: expected 1 or more; got 0",
  ],
  [
    "bad input, a sentence for each problem",
    new InputError(problems, "net.json"),
    3,
    "net.json: layers[1].size: expected a whole number; got 1.5\nnet.json: seed: expected a whole number; got -1",
  ],
  ["a failed run", new RunError("neuron h.1, sample 3: z is NaN"), 4, "neuron h.1, sample 3: z is NaN"],
  ["Ctrl-C", new StoppedBySignal("SIGINT"), 130, undefined],
  ["a request to end", new StoppedBySignal("SIGTERM"), 143, undefined],
  ["a reader that has gone", new NobodyReads("x"), 0, undefined],
])("describeFailure of %s", (_, error, code, text) => {
  expect(describeFailure(error)).toEqual({ code, text });
});

test("describeFailure of a defect says where it is", () => {
  const { code, text } = describeFailure(new TypeError("x is undefined"));
  expect(code).toBe(4);
  expect(text).toMatch(/^unexpected failure, please report it: TypeError: x is undefined\n\s+at /);
});

test("describeFailure of a range error that is nobody's wish calls it a defect", () => {
  expect(describeFailure(new RangeError("Maximum call stack size exceeded")).code).toBe(4);
});

test("describeFailure of what is no error says what was thrown", () => {
  expect(describeFailure("boom")).toEqual({ code: 4, text: "unexpected failure, please report it: boom" });
});
