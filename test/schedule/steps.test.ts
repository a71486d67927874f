import { describe, expect, it } from "vitest";
import { type Action, actionText } from "../../src/schedule/action.ts";
import type { Effect } from "../../src/schedule/execute.ts";
import type { Milestone } from "../../src/schedule/phases.ts";
import { makePlan, planNames } from "../../src/schedule/plans.ts";
import { planSteps, runPlan } from "../../src/schedule/run-plan.ts";
import { policySteps, runPolicy } from "../../src/schedule/run-policy.ts";
import type { Timetable } from "../../src/schedule/timetable.ts";
import { policyOf } from "./policy-of.ts";
import { needsByText } from "./whole-graph.ts";

const timing = { forward: [1, 3, 2, 1], backward: 2, weightGradient: [2, 1, 1, 3], latency: 1.5 };

function all(steps: Generator<Effect, Timetable, undefined>): { effects: Effect[]; timetable: Timetable } {
  const effects: Effect[] = [];
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return { effects, timetable: step.value };
    effects.push(step.value);
  }
}

/** Each action once, at its end, in time, and none before what it needs. */
function expectInOrder({ effects, timetable }: ReturnType<typeof all>): void {
  const slots = timetable.ranks.flat();
  expect(effects.length).toBe(slots.length);
  const ends = new Map(slots.map(({ action, end }) => [actionText(action), end]));
  const done = new Set<string>();
  let now = 0;
  for (const { action, time } of effects) {
    const text = actionText(action);
    expect(time).toBe(ends.get(text));
    expect(time).toBeGreaterThanOrEqual(now);
    now = time;
    for (const any of needsByText(text, timetable.stages))
      expect(
        any.some((need) => done.has(need)),
        text,
      ).toBe(true);
    done.add(text);
  }
}

describe("actions take effect", () => {
  it.each(planNames)("in time, and after what they need: %s", (name) => {
    const plan = makePlan(name, { ranks: name === "interleaved-1f1b" ? 2 : 4, microBatches: 6 });
    const run = all(planSteps(plan, timing));
    expectInOrder(run);
    expect(run.timetable).toEqual(runPlan(plan, timing));
  });

  it.each(["pipedream", "ampnet"] as const)("in time, and after what they need: %s", (name) => {
    const policy = policyOf(name, { maxActiveKeys: 3 });
    const run = all(policySteps(policy, { stages: 4, microBatches: 9 }, timing));
    expectInOrder(run);
    expect(run.timetable).toEqual(runPolicy(policy, { stages: 4, microBatches: 9 }, timing));
  });

  it("also where nothing takes any time", () => {
    const none = { forward: 0, backward: 0, weightGradient: 0 };
    expectInOrder(all(planSteps(makePlan("1f1b", { ranks: 4, microBatches: 5 }), none)));
  });
});

describe("a latency that is a function", () => {
  const size = { stages: 3, microBatches: 5 };
  const tasks = { forward: 1, backward: 2, weightGradient: 0 };

  it("is asked once for each message, as it is sent, and is how long that one is under way", () => {
    const asked: string[] = [];
    const latency = ({ phase, stage, microBatch }: Milestone): number => {
      asked.push(`${phase} ${stage} ${microBatch}`);
      return phase === "forward" ? 1 + ((7 * microBatch) % 5) : 0.5 * stage;
    };
    const { ranks } = runPolicy(policyOf("ampnet", { maxActiveKeys: 4 }), size, { ...tasks, latency });
    // Two links, both ways, five micro-batches.
    expect(new Set(asked).size).toBe(20);
    expect(asked.length).toBe(20);
    const isFar = ({ kind, stage }: Action): boolean => stage !== (kind === "F" ? 0 : 2);
    for (const { action, start, sent, arrived } of ranks.flat().filter(({ action }) => isFar(action))) {
      const { kind, stage, microBatch: k } = action;
      expect(arrived - sent).toBe(kind === "F" ? 1 + ((7 * k) % 5) : 0.5 * (stage + 1));
      expect(start).toBeGreaterThanOrEqual(arrived);
    }
  });

  it("of the same number everywhere is that number", () => {
    for (const name of ["pipedream", "ampnet"] as const) {
      const run = (latency: number | (() => number)) =>
        runPolicy(policyOf(name, { maxActiveKeys: 4 }), size, { ...tasks, latency });
      expect(run(() => 3)).toEqual(run(3));
    }
  });

  it.each([-1, NaN, Infinity])("of %d is refused", (ticks) => {
    expect(() => runPolicy(policyOf("pipedream"), size, { ...tasks, latency: () => ticks })).toThrow(
      new RangeError(`latency of stage 0: expected a number of ticks from 0; got ${ticks}`),
    );
  });
});
