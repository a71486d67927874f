import { describe, expect, it } from "vitest";
import type { Entry, Round } from "./heat.ts";
import { fact, figureOf, median, rate, timeRatio } from "./statistics.ts";

/** Turns of one unit each that took so many seconds of CPU time, and twice as many on the wall. */
const entry = (...seconds: number[]): Entry => ({
  facts: { bytes: seconds.length, name: "x" },
  turns: seconds.map((cpu) => ({ cpu, wall: 2 * cpu, units: 1 })),
});
const round = (entries: Readonly<Record<string, Entry>>): Round => new Map(Object.entries(entries));

describe("median()", () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100], 10],
    [[7], 7],
  ])("of %j is %d", (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it("of nothing is no number", () => {
    expect(median([])).toBeNaN();
  });
});

describe("figureOf()", () => {
  it("tells the middle, the least and the most, and leaves out rounds without a number", () => {
    expect(figureOf([3, undefined, 1, NaN, 2])).toEqual({ median: 2, least: 1, most: 3, rounds: 3 });
  });

  it("is undefined where no round has a number", () => {
    expect(figureOf([undefined, NaN])).toBeUndefined();
  });
});

describe("a ratio of times", () => {
  it("compares turns that followed each other, not the medians of turns", () => {
    // The machine slowed down from turn to turn, for both alike: the ratio is 2 all the same.
    const results = new Map([["x", [round({ slow: entry(2, 20, 200), fast: entry(1, 10, 100) })]]]);
    expect(timeRatio(results, "x", "slow", "fast")).toEqual({ median: 2, least: 2, most: 2, rounds: 1 });
    const drifting = new Map([["x", [round({ slow: entry(2, 1, 30), fast: entry(1, 10, 15) })]]]);
    expect(timeRatio(drifting, "x", "slow", "fast")?.median).toBe(2);
  });

  it("is formed round by round", () => {
    const rounds = [
      round({ slow: entry(2), fast: entry(1) }),
      round({ slow: entry(40), fast: entry(10) }),
      round({ slow: entry(3), fast: entry(1) }),
    ];
    expect(timeRatio(new Map([["x", rounds]]), "x", "slow", "fast")).toEqual({ median: 3, least: 2, most: 4, rounds: 3 }); // prettier-ignore
  });

  it("leaves out a round in which one of the two failed", () => {
    const rounds = [
      round({ slow: entry(2), fast: { failure: "no memory" } }),
      round({ slow: entry(4), fast: entry(1) }),
    ];
    expect(timeRatio(new Map([["x", rounds]]), "x", "slow", "fast")).toEqual({ median: 4, least: 4, most: 4, rounds: 1 }); // prettier-ignore
  });
});

describe("what a contestant showed", () => {
  const results = new Map([["x", [round({ one: entry(0.5, 0.25, 0.1) }), round({ one: entry(1) })]]]);

  it("is a rate by either clock", () => {
    expect(rate(results, "x", "one")?.median).toBe(2.5);
    expect(rate(results, "x", "one", "wall")?.median).toBe(1.25);
  });

  it("is a fact where that is a number, and nothing where nobody ran", () => {
    expect(fact(results, "x", "one", "bytes")).toEqual({ median: 2, least: 1, most: 3, rounds: 2 });
    expect(fact(results, "x", "one", "name")).toBeUndefined();
    expect(rate(results, "y", "one")).toBeUndefined();
  });
});
