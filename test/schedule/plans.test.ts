import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { checkPlan } from "../../src/schedule/check-plan.ts";
import { makePlan, type PlanName, planNames, plans } from "../../src/schedule/plans.ts";
import { everySize } from "./every-size.ts";
import { whyNot } from "./whole-graph.ts";

describe.each(planNames)("%s", (name) => {
  const sizes = everySize.filter(({ p }) => name !== "chimera" || p % 2 === 0);

  it("is a plan that can be run, for every size, also with fewer micro-batches than stages", () => {
    for (const chunks of name === "interleaved-1f1b" ? [1, 2, 3] : [2]) {
      for (const { p, m } of sizes) {
        const plan = makePlan(name, { ranks: p, microBatches: m, chunks });
        expect(plan.ranks.length).toBe(p);
        expect(plan.microBatches).toBe(m);
        checkPlan(plan);
        if (p <= 4 && m <= 9) expect(whyNot(plan)).toBeUndefined();
      }
    }
  });
});

test("the register has each plan once, by its name", () => {
  expect([...plans.keys()]).toEqual(planNames);
});

test("a plan is a file of at most about 40 lines", () => {
  for (const name of readdirSync("src/schedule/plans")) {
    expect(readFileSync(`src/schedule/plans/${name}`, "utf8").split("\n").length).toBeLessThanOrEqual(45);
  }
});

test.each<[PlanName | "gpip", object, string]>([
  ["gpipe", { ranks: 0 }, "stages: expected a whole number from 1 on; got 0"],
  ["gpipe", { microBatches: 2.5 }, "microBatches: expected a whole number from 1 on; got 2.5"],
  ["interleaved-1f1b", { chunks: NaN }, "chunks: expected a whole number from 1 on; got NaN"],
  ["chimera", { ranks: 3 }, "stages: expected an even number for chimera; got 3"],
  [
    "gpipe",
    { microBatches: 1e9 },
    "microBatches: expected at most 2000000 actions in all; got up to 6000000000",
  ],
  [
    "gpip",
    {},
    "plan: expected one of sequential, gpipe, 1f1b, interleaved-1f1b, zb-h1, zb-h2, chimera; got gpip",
  ],
])("%s of %j is refused", (name, size, message) => {
  const make = (): unknown => makePlan(name as PlanName, { ranks: 2, microBatches: 2, chunks: 1, ...size });
  expect(make).toThrow(new RangeError(message));
});
