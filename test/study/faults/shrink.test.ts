import { describe, expect, it } from "vitest";
import { readFailure, writeFailure } from "../../../src/study/faults/failure-file.ts";
import { runSchedule } from "../../../src/study/faults/run-schedule.ts";
import type { Failure } from "../../../src/study/faults/shrink.ts";
import { simulate } from "../../../src/study/faults/simulate.ts";
import { flaws } from "./flaws.ts";

/** The small failure that is found while a flaw is in; `after` looks at it before the flaw is taken out. */
function failureWith(name: string, after: (failure: Failure) => void): void {
  const flaw = flaws.find((one) => one.name === name);
  const takeOut = flaw?.plant();
  try {
    const run = simulate({ from: 0, to: 1000 });
    let step = run.next();
    while (step.done !== true) step = run.next();
    if (step.value === undefined) throw new RangeError(`nothing was found where ${name}`);
    after(step.value);
  } finally {
    takeOut?.();
  }
}

describe("a failing run", () => {
  it.each([
    "a message that comes again counts again",
    "the fence is not stored",
    "a neuron that was down does not say that it is back",
    "the coordinator goes on when all but one have answered",
    "a version is committed again when it is asked for again",
    "checksums are not looked at",
  ])("is made small, to at most five faults, where %s", (name) => {
    failureWith(name, ({ schedule, tried, outcome }) => {
      expect(schedule.faults.length).toBeLessThanOrEqual(5);
      expect(tried.model.neuronCount).toBeLessThanOrEqual(9);
      expect(outcome.end).toBe("violation");
    });
  });

  it("comes out of its file as the same run, and is none any more once the flaw is out", () => {
    let file: unknown;
    failureWith("a neuron that was down does not say that it is back", (failure) => {
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
