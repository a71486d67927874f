import { describe, expect, it } from "vitest";
import { readFailure, writeFailure } from "../../../src/study/faults/failure-file.ts";
import { runSchedule } from "../../../src/study/faults/run-schedule.ts";
import type { Failure } from "../../../src/study/faults/failure.ts";
import { simulate } from "../../../src/study/faults/simulate.ts";
import { isLong } from "../../long.ts";
import { flaws } from "./flaws.ts";

/** The small failure that is found while a flaw is in; `after` looks at it before the flaw is taken out. */
function failureWith(name: string, after: (failure: Failure) => void): void {
  const flaw = flaws.find((one) => one.name === name);
  const takeOut = flaw?.plant();
  try {
    const run = simulate({ from: 0, to: 5000 });
    let step = run.next();
    while (step.done !== true) step = run.next();
    if (step.value === undefined) throw new RangeError(`nothing was found where ${name}`);
    after(step.value);
  } finally {
    takeOut?.();
  }
}

/** Those of all kinds that take little time. */
const quick = [
  "a message that comes again counts again",
  "the fence is not stored",
  "a neuron that was down does not say that it is back",
  "the coordinator goes on when all but one have answered",
  "a version is committed again when it is asked for again",
  "checksums are not looked at",
  "nothing of an older attempt is fenced off",
  "a checkpoint is without what the optimizer remembers",
];

describe("a failing run", () => {
  it.each(isLong ? flaws.filter(({ kernel }) => kernel === undefined).map(({ name }) => name) : quick)(
    "is made small, to at most five faults, where %s",
    (name) => {
      failureWith(name, ({ schedule, tried, outcome }) => {
        expect(schedule.faults.length).toBeLessThanOrEqual(5);
        expect(tried.model.neuronCount).toBeLessThanOrEqual(6);
        expect(outcome.end).toBe("violation");
      });
    },
  );

  it.each([
    "a neuron that was down does not say that it is back",
    // In a run whose process ends in the middle.
    "a checkpoint is without the place in the epoch",
  ])("comes out of its file as the same run, and is none any more once it is not so that %s", (name) => {
    let file: unknown;
    failureWith(name, (failure) => {
      file = JSON.parse(JSON.stringify(writeFailure(failure)));
      const { tried, schedule } = readFailure(file);
      const outcome = runSchedule(tried, schedule);
      expect([outcome.hash, outcome.violations]).toEqual([failure.outcome.hash, failure.outcome.violations]);
    });
    const { tried, schedule } = readFailure(file);
    expect(runSchedule(tried, schedule).violations).toEqual([]);
  });

  it.each([
    [null, /^format: expected "counterflow-simulation"; got another file$/],
    [{ format: "counterflow-simulation", version: 2 }, /^version: expected 1; got 2$/],
    [
      { format: "counterflow-simulation", version: 1, seed: 1 },
      /^faults: expected to be there; got nothing$/,
    ],
  ])("is not read from %j", (value, message) => {
    expect(() => readFailure(value)).toThrow(message);
  });
});
