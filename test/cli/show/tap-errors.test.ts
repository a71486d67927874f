import { Subject, config } from "rxjs";
import { afterEach, describe, expect, it } from "vitest";
import { reportTapErrors } from "../../../src/cli/show/tap-errors.ts";

describe("a tap that throws in a scenario", () => {
  afterEach(() => {
    config.onUnhandledError = null;
  });

  it("is told of in one line, and the stream goes on for the others", async () => {
    const told: string[] = [];
    reportTapErrors({ write: (text) => told.push(text) });
    const stream$ = new Subject<number>();
    const heard: number[] = [];
    stream$.subscribe((n) => {
      if (n === 1) throw new Error("one is too few");
    });
    stream$.subscribe((n) => heard.push(n));
    stream$.next(1);
    stream$.next(2);
    // RxJS tells of it from a timer; a macrotask later it has.
    await new Promise((resolve) => setTimeout(resolve));
    expect(told).toEqual(["a tap threw; the run goes on without it: one is too few\n"]);
    expect(heard).toEqual([1, 2]);
  });
});
