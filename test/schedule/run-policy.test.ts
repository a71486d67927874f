import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionText } from "../../src/schedule/action.ts";
import { figuresOf } from "../../src/schedule/figures.ts";
import { idleTimes } from "../../src/schedule/idle.ts";
import { makePlan } from "../../src/schedule/plans.ts";
import { policies, type PolicyName, policyNames } from "../../src/schedule/policies.ts";
import { throughputBound } from "../../src/schedule/policy-closed-forms.ts";
import { runPlan } from "../../src/schedule/run-plan.ts";
import { runPolicy } from "../../src/schedule/run-policy.ts";
import { policyOf } from "./policy-of.ts";

const unit = { forward: 1, backward: 1, weightGradient: 0 };

const ticks = fc.integer({ min: 1, max: 9 });
const cases = fc.record({
  localOrder: fc.constantFrom("backward-first", "forward-first"),
  name: fc.constantFrom<PolicyName>("pipedream", "ampnet"),
  maxActiveKeys: fc.integer({ min: 1, max: 6 }),
  stages: fc.integer({ min: 1, max: 5 }),
  microBatches: fc.integer({ min: 1, max: 12 }),
  timing: fc.record({
    forward: fc.array(ticks, { minLength: 5, maxLength: 5 }),
    backward: fc.array(fc.array(ticks, { minLength: 12, maxLength: 12 }), { minLength: 5, maxLength: 5 }),
    weightGradient: fc.constant(0),
    latency: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }),
  }),
});

describe("a policy in virtual time", () => {
  it("does everything once, in time, one thing at a time, and no more in flight than is admitted", () => {
    fc.assert(
      fc.property(cases, ({ name, maxActiveKeys, stages, microBatches, timing }) => {
        const { ranks } = runPolicy(policyOf(name, { maxActiveKeys }), { stages, microBatches }, timing);
        const ends = new Map(ranks.flat().map(({ action, end }) => [actionText(action), end]));
        expect(ends.size).toBe(2 * stages * microBatches);
        const after = (text: string, from: number, to: number): number =>
          (ends.get(text) ?? NaN) + (from === to ? 0 : (timing.latency[Math.min(from, to)] ?? NaN));
        ranks.forEach((slots, s) => {
          let inFlight = 0;
          slots.forEach(({ action, start }, i) => {
            const { kind, microBatch: k } = action;
            expect(start).toBeGreaterThanOrEqual(slots[i - 1]?.end ?? 0);
            if (kind === "F" && s > 0) expect(start).toBeGreaterThanOrEqual(after(`${s - 1}F${k}`, s - 1, s));
            if (kind === "B") expect(start).toBeGreaterThanOrEqual(after(`${s}F${k}`, s, s));
            if (kind === "B" && s < stages - 1) {
              expect(start).toBeGreaterThanOrEqual(after(`${s + 1}B${k}`, s + 1, s));
            }
            inFlight += kind === "F" ? 1 : -1;
            if (name === "pipedream") expect(inFlight).toBeLessThanOrEqual(stages - s);
            else if (s === 0) expect(inFlight).toBeLessThanOrEqual(maxActiveKeys);
          });
        });
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it("begins what can begin first, as soon as it can, and of two at once what its local order prefers", () => {
    fc.assert(
      fc.property(cases, ({ name, localOrder, maxActiveKeys, stages, microBatches, timing }) => {
        const policy = { ...policyOf(name, { maxActiveKeys }), localOrder };
        const timetable = runPolicy(policy, { stages, microBatches }, timing);
        timetable.ranks.forEach((slots, s) => {
          const limit = name === "pipedream" ? stages - s : s === 0 ? maxActiveKeys : Infinity;
          slots.forEach((slot, i) => {
            const [before, rest] = [slots.slice(0, i), slots.slice(i)];
            const free = before.at(-1)?.end ?? 0;
            const inFlight = before.reduce((n, { action }) => n + (action.kind === "F" ? 1 : -1), 0);
            const ahead = rest.find(({ action }) => action.kind === "F");
            const back = rest.find(({ action }) => action.kind === "B");
            const own = before.find(({ action }) => action.microBatch === back?.action.microBatch);
            const forward =
              ahead === undefined || inFlight >= limit ? Infinity : Math.max(free, ahead.arrived);
            const backward =
              back === undefined || own === undefined ? Infinity : Math.max(free, back.arrived);
            expect([slot.start, slot.action.kind]).toEqual([
              Math.min(forward, backward),
              backward < forward || (backward === forward && localOrder === "backward-first") ? "B" : "F",
            ]);
          });
        });
      }),
      { numRuns: 200, seed: 9 },
    );
  });

  it("decides the same with ticks that no binary number is", () => {
    const orderWith = (tick: number, latency: number): string[][] => {
      const timing = { forward: tick, backward: 2 * tick, weightGradient: 0, latency: latency * tick };
      const policy = policyOf("ampnet", { maxActiveKeys: 9 });
      const { ranks } = runPolicy(policy, { stages: 4, microBatches: 40 }, timing);
      return ranks.map((slots) => slots.map(({ action }) => actionText(action)));
    };
    for (const tick of [0.1, 1 / 3, 0.7]) {
      for (const latency of [0, 1, 2, 3]) expect(orderWith(tick, latency)).toEqual(orderWith(1, latency));
    }
  });

  it("keeps all stages busy in the middle of a PipeDream run, as its paper says", () => {
    for (let p = 1; p <= 8; p++) {
      const { ranks } = runPolicy(policyOf("pipedream"), { stages: p, microBatches: 60 }, unit);
      for (const slots of ranks) {
        const middle = slots.filter(({ start }) => start >= 4 * p && start < 80);
        expect(middle.map(({ start }) => start)).toEqual(middle.map((_, i) => (middle[0]?.start ?? NaN) + i));
      }
    }
  });

  it("with one active key is the sequential plan, tick for tick", () => {
    for (let p = 1; p <= 5; p++) {
      const timing = { ...unit, backward: 2, latency: 3 };
      const policy = runPolicy(policyOf("ampnet"), { stages: p, microBatches: 6 }, timing);
      const plan = runPlan(makePlan("sequential", { ranks: p, microBatches: 6 }), timing);
      expect(policy.ranks).toEqual(plan.ranks);
    }
  });

  it("passes no more than the slowest stage and the round trip let through, and about that much far from the knee", () => {
    const [stages, latency] = [3, 20];
    const bound = (most: number): number =>
      throughputBound(Array(stages).fill({ forward: 1, backward: 2 }), { most, latency });
    // Little's law by hand: a round trip is 3 · 3 + 2 · 20 · 2 = 89 ticks, and a stage takes 3.
    expect([1, 8, 64].map(bound)).toEqual([1 / 89, 8 / 89, 1 / 3]);
    const [farFromKnee, near] = [
      [1, 2, 4, 8, 60, 100],
      [16, 24, 30, 36],
    ];
    for (const most of [...farFromKnee, ...near]) {
      const policy = policyOf("ampnet", { maxActiveKeys: most });
      const endOf = (microBatches: number): number =>
        figuresOf(runPolicy(policy, { stages, microBatches }, { ...unit, backward: 2, latency })).makespan;
      const throughput = 400 / (endOf(600) - endOf(200));
      expect(throughput).toBeLessThanOrEqual(bound(most) * 1.000001);
      if (farFromKnee.includes(most)) expect(throughput).toBeGreaterThan(bound(most) * 0.99);
    }
  });

  it("tells idle time at the entrance as full credit where keys are scarce", () => {
    const policy = policyOf("ampnet", { maxActiveKeys: 2 });
    const timetable = runPolicy(policy, { stages: 3, microBatches: 20 }, { ...unit, latency: 10 });
    const last = timetable.ranks[0]?.findLast(({ action }) => action.kind === "F")?.start ?? NaN;
    const waits = idleTimes(timetable).filter(({ rank, to }) => rank === 0 && to <= last);
    // Micro-batches go in pairs: ten of them, with nine waits between.
    expect(waits.length).toBe(9);
    expect(new Set(waits.map(({ cause }) => cause))).toEqual(new Set(["full-credit"]));
  });
});

it("the register has each policy once, by its name", () => {
  expect([...policies.keys()]).toEqual(policyNames);
});
