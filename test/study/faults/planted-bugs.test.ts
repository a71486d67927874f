import { describe, expect, it } from "vitest";
import { runCalm } from "../../../src/study/faults/calm.ts";
import { randomCase } from "../../../src/study/faults/random-case.ts";
import { randomRates } from "../../../src/study/faults/random-rates.ts";
import { runSchedule } from "../../../src/study/faults/run-schedule.ts";
import { type Flaw, flaws } from "./flaws.ts";

/** The first seed whose schedule of faults shows the flaw, and the law that it breaks; undefined: none of so many does. */
function found({ plant, kernel }: Flaw, most: number): { seed: number; law: string } | undefined {
  for (let seed = 0; seed < most; seed++) {
    const tried = randomCase(seed);
    const calm = runCalm(tried);
    const takeOut = plant();
    try {
      const { violations } = runSchedule(tried, { seed, ...randomRates(seed), kernel: kernel?.() }, calm);
      const [violation] = violations;
      if (violation !== undefined) return { seed, law: violation.law };
    } finally {
      takeOut();
    }
  }
  return undefined;
}

describe("the search for schedules that break a law", () => {
  it.each(flaws)("finds it within 5,000 of them where $name", (flaw) => {
    expect(found(flaw, 5000)?.seed).toBeLessThan(5000);
  });

  it("finds nothing where nothing is wrong, though all flaws have been in and out", () => {
    expect(found({ name: "none", plant: () => () => undefined }, 100)).toBeUndefined();
  });

  it("knows more than twenty flaws", () => {
    expect(new Set(flaws.map(({ name }) => name)).size).toBeGreaterThanOrEqual(20);
  });
});
