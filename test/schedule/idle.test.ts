import { describe, expect, it, test } from "vitest";
import { figuresOf } from "../../src/schedule/figures.ts";
import { idleTimes } from "../../src/schedule/idle.ts";
import { makePlan, planNames } from "../../src/schedule/plans.ts";
import { runPlan } from "../../src/schedule/run-plan.ts";
import { runPolicy } from "../../src/schedule/run-policy.ts";
import type { Timetable } from "../../src/schedule/timetable.ts";
import { planOf } from "./actions-of.ts";
import { policyOf } from "./policy-of.ts";

const timing = { forward: 1, backward: 2, weightGradient: 0 };
const textsOf = (timetable: Timetable): string[] =>
  idleTimes(timetable).map(({ rank, from, to, cause }) => `${rank}: ${cause} ${from}-${to}`);

describe("idle time", () => {
  test("before the first task is warm-up, after the last one drain, between them dependency and latency", () => {
    const plan = planOf("0F0 0B0 0F1 0B1", "1F0 1B0 1F1 1B1");
    expect(textsOf(runPlan(plan, { ...timing, latency: 3 }))).toEqual([
      "0: dependency 1-7",
      "0: latency 7-10",
      "0: dependency 13-19",
      "0: latency 19-22",
      "1: warm-up 0-4",
      "1: dependency 7-13",
      "1: latency 13-16",
      "1: drain 19-24",
    ]);
  });

  test("under a policy is full credit where something could begin if there were not so much in flight", () => {
    expect(textsOf(runPolicy(policyOf("ampnet"), { stages: 2, microBatches: 2 }, timing))).toEqual([
      "0: full-credit 1-4",
      "0: dependency 7-10",
      "1: warm-up 0-1",
      "1: dependency 4-7",
      "1: drain 10-12",
    ]);
  });

  it.each(planNames)("of %s is all that is not busy, piece by piece in order", (name) => {
    for (const latency of [0, 0.75]) {
      const timetable = runPlan(makePlan(name, { ranks: 4, microBatches: 6 }), {
        forward: 1.25,
        backward: 2,
        weightGradient: 0.5,
        latency,
      });
      const { makespan, busy } = figuresOf(timetable);
      const idle = idleTimes(timetable);
      timetable.ranks.forEach((slots, rank) => {
        const pieces = [
          ...idle.filter((piece) => piece.rank === rank).map(({ from, to }) => [from, to] as const),
          ...slots.map(({ start, end }) => [start, end] as const),
        ].sort(([one], [other]) => one - other);
        expect(pieces.map(([from]) => from)).toEqual([0, ...pieces.slice(0, -1).map(([, to]) => to)]);
        expect(pieces.at(-1)?.[1]).toBe(makespan);
        const total = idle
          .filter((piece) => piece.rank === rank)
          .reduce((sum, { from, to }) => sum + to - from, 0);
        expect(total).toBe(makespan - (busy[rank] ?? NaN));
      });
      if (latency === 0) expect(idle.some(({ cause }) => cause === "latency")).toBe(false);
      expect(idle.some(({ cause }) => cause === "full-credit")).toBe(false);
    }
  });
});
