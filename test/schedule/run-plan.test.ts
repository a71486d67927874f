import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { actionText } from "../../src/schedule/action.ts";
import { makePlan, planNames } from "../../src/schedule/plans.ts";
import type { Plan } from "../../src/schedule/plan.ts";
import { runPlan } from "../../src/schedule/run-plan.ts";
import type { Timetable } from "../../src/schedule/timetable.ts";
import { durationOf, type Timing } from "../../src/schedule/timing.ts";
import { planOf } from "./actions-of.ts";
import { errorOf } from "./error-of.ts";
import { simulated } from "./every-size.ts";
import { needsByText } from "./whole-graph.ts";

const unit: Timing = { forward: 1, backward: 1, weightGradient: 0 };

const timesOf = ({ ranks }: Timetable): string[] =>
  ranks.map((slots) =>
    slots.map(({ action, start, end }) => `${actionText(action)}@${start}-${end}`).join(" "),
  );

/** When each action can begin at the earliest: starts are pushed back until every rule holds. */
function earliest(plan: Plan, timing: Timing, latency: (stage: number) => number): Map<string, number> {
  const rankOf = new Map<string, number>();
  const ends = new Map<string, number>();
  const starts = new Map<string, number>();
  plan.ranks.forEach((list, rank) => list.forEach((action) => rankOf.set(actionText(action), rank)));
  for (let changes = 1; changes > 0;) {
    changes = 0;
    for (const list of plan.ranks) {
      list.forEach((action, i) => {
        const text = actionText(action);
        const before = list[i - 1];
        const needs = needsByText(text, plan.stages).flatMap((any) => any.filter((each) => rankOf.has(each)));
        const fed = needs.map((need) => {
          const other = Number.parseInt(need, 10);
          const isFar = rankOf.get(need) !== rankOf.get(text);
          return (ends.get(need) ?? 0) + (isFar ? latency(Math.min(other, action.stage)) : 0);
        });
        const start = Math.max(before === undefined ? 0 : (ends.get(actionText(before)) ?? 0), ...fed, 0);
        if (start !== starts.get(text)) changes++;
        starts.set(text, start);
        ends.set(text, start + durationOf(timing, action));
      });
    }
  }
  return starts;
}

describe("a plan in virtual time", () => {
  test("does each action as soon as it can", () => {
    const timing = { ...unit, backward: 2 };
    expect(timesOf(runPlan(planOf("0F0 0F1 0B0 0B1", "1F0 1B0 1F1 1B1"), timing))).toEqual([
      "0F0@0-1 0F1@1-2 0B0@4-6 0B1@7-9",
      "1F0@1-2 1B0@2-4 1F1@4-5 1B1@5-7",
    ]);
  });

  test.each<[string, Timing, readonly string[]]>([
    [
      "per stage",
      { ...unit, forward: [1, 3] },
      ["0F0@0-1 0F1@1-2 0B0@8-9 0B1@9-10", "1F0@1-4 1F1@4-7 1B0@7-8 1B1@8-9"],
    ],
    [
      "per micro-batch",
      { ...unit, forward: [1, [3, 1]] },
      ["0F0@0-1 0F1@1-2 0B0@6-7 0B1@7-8", "1F0@1-4 1F1@4-5 1B0@5-6 1B1@6-7"],
    ],
    [
      "with a link that keeps each message for two ticks, one after another, and then one more",
      { ...unit, transfer: 2, latency: [1] },
      ["0F0@0-1 0F1@1-2 0B0@11-12 0B1@13-14", "1F0@4-5 1F1@6-7 1B0@7-8 1B1@8-9"],
    ],
  ])("takes times %s", (_, timing, expected) => {
    expect(timesOf(runPlan(planOf("0F0 0F1 0B0 0B1", "1F0 1F1 1B0 1B1"), timing))).toEqual(expected);
  });

  // distributed.md, sections 3 and 4: the makespans that are quoted there.
  test.each([
    ["gpipe", { backward: 1 }, 22],
    ["1f1b", { backward: 1 }, 22],
    ["zb-h1", { backward: 1, weightGradient: 1 }, 27],
    ["gpipe", { backward: 2, latency: 1 }, 39],
    ["1f1b", { backward: 2, latency: 1 }, 49],
  ] as const)("of %s with 4 stages, 8 micro-batches and %j takes %d ticks", (name, timing, makespan) => {
    expect(simulated(name, { ranks: 4, microBatches: 8 }, timing).makespan).toBe(makespan);
  });

  it("begins everything when a relaxation of the whole graph does, whatever times and links", () => {
    const ticks = fc.integer({ min: 0, max: 9 });
    const perStage = fc.oneof(ticks, fc.array(ticks, { minLength: 12, maxLength: 12 }));
    const cases = fc.record({
      name: fc.constantFrom(...planNames),
      ranks: fc.constantFrom(1, 2, 4),
      microBatches: fc.integer({ min: 1, max: 6 }),
      timing: fc.record({ forward: perStage, backward: perStage, weightGradient: perStage }),
      latency: fc.array(ticks, { minLength: 12, maxLength: 12 }),
    });
    fc.assert(
      fc.property(cases, ({ name, ranks, microBatches, timing, latency }) => {
        const plan = makePlan(name, { ranks: name === "chimera" ? 2 : ranks, microBatches, chunks: 3 });
        const starts = earliest(plan, timing, (stage) => latency[stage] ?? NaN);
        for (const slots of runPlan(plan, { ...timing, latency }).ranks) {
          for (const { action, start } of slots) expect(start).toBe(starts.get(actionText(action)));
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it("is linear: twice the micro-batches are twice the events, not more", () => {
    const { ranks } = runPlan(makePlan("1f1b", { ranks: 8, microBatches: 4_000 }), unit);
    expect(ranks.map((slots) => slots.length)).toEqual(Array(8).fill(8_000));
    expect(ranks[0]?.at(-1)?.end).toBe((4_000 + 7) * 2);
  });

  test.each<[Timing, string]>([
    [{ ...unit, forward: [1] }, "forward of stage 1: expected a number of ticks from 0; got nothing"],
    [{ ...unit, backward: -1 }, "backward of stage 1: expected a number of ticks from 0; got -1"],
    [
      { ...unit, weightGradient: NaN },
      "weightGradient of stage 1: expected a number of ticks from 0; got NaN",
    ],
    [{ ...unit, latency: [] }, "link of stage 0: expected a number of ticks from 0; got nothing"],
  ])("refuses the times %j", (timing, message) => {
    const error = errorOf(() => runPlan(planOf("0F0 0B0", "1F0 1B0"), timing));
    expect([error?.name, error?.message]).toEqual(["RangeError", message]);
  });
});
