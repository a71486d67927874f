import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Action, actionText, type Computation } from "../../src/schedule/action.ts";
import { checkPlan } from "../../src/schedule/check-plan.ts";
import { findDeadlock } from "../../src/schedule/deadlock.ts";
import { makePlan, planNames } from "../../src/schedule/plans.ts";
import type { Plan } from "../../src/schedule/plan.ts";
import { runPlan } from "../../src/schedule/run-plan.ts";
import { planOf } from "./actions-of.ts";
import { errorOf } from "./error-of.ts";
import { needsByText, neverDone, whyNot } from "./whole-graph.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- indices are within their lists by the remainders */

describe("a plan is refused", () => {
  test.each<[string, readonly string[], string]>([
    ["that lacks a backward pass", ["0F0"], "stage 0: expected 0B0 or 0I0; got none"],
    ["that lacks a forward pass", ["0F0 0B0", "1B0"], "stage 1: expected 1F0; got none"],
    ["that lacks weight gradients", ["0F0 0I0"], "stage 0: expected 0W0; got none"],
    ["that has weight gradients alone", ["0F0 0W0"], "stage 0: expected 0I0; got none"],
    [
      "that does something twice",
      ["0F0 0F0 0B0"],
      "rank 0, action 2: expected the forward pass of stage 0 and micro-batch 0 once; got 0F0, but 0F0 is at rank 0, action 1 already",
    ],
    [
      "that does B and W",
      ["0F0 0B0 0W0"],
      "rank 0, action 3: expected the weight gradients of stage 0 and micro-batch 0 once; got 0W0, but 0B0 is at rank 0, action 2 already",
    ],
    [
      "that does a micro-batch forward on one rank and backward on another",
      ["0F0", "0B0"],
      "rank 1, action 1: expected 0B0 on rank 0, where 0F0 is; got rank 1",
    ],
    [
      "whose ranks wait for each other",
      ["0F0 0B0 0F1 0B1", "1F0 1F1 1B0 1B1"],
      "rank 0: expected an order without a deadlock; got one in which rank 0 waits at 0B0 for 1B0, which rank 1 would do after 1F1; rank 1 waits at 1F1 for 0F1, which rank 0 would do after 0B0",
    ],
    [
      "that waits for itself",
      ["0B0 0F0"],
      "rank 0: expected an order without a deadlock; got one in which rank 0 waits at 0B0 for 0F0, which rank 0 would do after 0B0",
    ],
  ])("%s", (_, ranks, message) => {
    const error = errorOf(() => checkPlan(planOf(...ranks)));
    expect([error?.name, error?.message]).toEqual(["InputError", message]);
  });

  it("that has stages or micro-batches which there are not", () => {
    const action: Action = { stage: 2, kind: "F", microBatch: 3 };
    const plan: Plan = { stages: 2, microBatches: 3, ranks: [[action]] };
    expect(errorOf(() => checkPlan(plan))?.message).toBe(
      "rank 0, action 1: expected a stage from 0 to 1; got 2F3\nrank 0, action 1: expected a micro-batch from 0 to 2; got 2F3",
    );
  });

  it("after twenty things that it lacks, however many there are", () => {
    const plan = planOf("999999F999999 0F0 0B0");
    expect(errorOf(() => checkPlan(plan))?.message.split("\n").length).toBe(20);
  });

  // The warm-up that forgets how many micro-batches there are (torchtitan issue 775): more stages than micro-batches.
  it("that warms up with more micro-batches than there are, with the blocker, and does not hang", () => {
    const [p, m] = [4, 2];
    const ranks = Array.from({ length: p }, (_, stage) => {
      const actions = Array.from({ length: m }, (_unused, k): Action[] => [
        { stage, kind: "B", microBatch: k },
        { stage, kind: "F", microBatch: k },
      ]).flat();
      return stage === p - 1 ? actions : makePlan("gpipe", { ranks: p, microBatches: m }).ranks[stage]!;
    });
    expect(
      errorOf(() =>
        runPlan({ stages: p, microBatches: m, ranks }, { forward: 1, backward: 1, weightGradient: 0 }),
      )?.message,
    ).toBe(
      "rank 3: expected an order without a deadlock; got one in which rank 3 waits at 3B0 for 3F0, which rank 3 would do after 3B0",
    );
  });
});

/** A plan, and one change to it: two actions of a rank swapped, one moved, dropped, doubled or made another. */
const mutated = fc
  .record({
    name: fc.constantFrom(...planNames),
    ranks: fc.constantFrom(1, 2, 3, 4),
    microBatches: fc.integer({ min: 1, max: 5 }),
    change: fc.constantFrom("swap", "swap", "swap", "move", "drop", "double", "rename", "none"),
    places: fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()),
  })
  .map(({ name, ranks: p, microBatches, change, places: [a, b, c, d] }) => {
    const plan = makePlan(name, { ranks: name === "chimera" ? 2 * Math.ceil(p / 2) : p, microBatches });
    const ranks = plan.ranks.map((actions) => [...actions]);
    const one = ranks[a % ranks.length]!;
    const other = ranks[change === "move" ? d % ranks.length : a % ranks.length]!;
    const [i, j] = [b % one.length, c % other.length];
    const action = one[i]!;
    if (change === "swap") [one[i], one[j]] = [one[j]!, action];
    if (change === "move") other.splice(c % (other.length + 1), 0, ...one.splice(i, 1));
    if (change === "drop") one.splice(i, 1);
    if (change === "double") one.splice(i, 0, action);
    if (change === "rename") one[i] = { ...action, kind: (["F", "I", "W", "B"] as Computation[])[d % 4]! };
    return { ...plan, ranks };
  });

describe("a plan that was changed at random", () => {
  it("runs to its end, or is refused for what a sort of the whole graph finds too", () => {
    const seen = new Map<string | undefined, number>();
    fc.assert(
      fc.property(mutated, (plan) => {
        const reason = whyNot(plan);
        seen.set(reason, (seen.get(reason) ?? 0) + 1);
        const error = errorOf(() =>
          runPlan(plan, { forward: 2, backward: 3, weightGradient: 1, latency: 1 }),
        );
        if (reason === undefined) expect(error).toBeUndefined();
        else expect(error?.message.includes("deadlock")).toBe(reason === "deadlock");
      }),
      { numRuns: 1000, seed: 6 },
    );
    for (const reason of ["deadlock", "incomplete", undefined]) expect(seen.get(reason)).toBeGreaterThan(100);
  });

  it("names blockers that are true: each rank's first action that is never done, and what that needs", () => {
    fc.assert(
      fc.property(mutated, (plan) => {
        fc.pre(whyNot(plan) === "deadlock");
        const stuck = neverDone(plan);
        const ring = findDeadlock(plan) ?? [];
        expect(ring.length).toBeGreaterThan(0);
        ring.forEach(({ rank, at, waitsFor, doneBy }, i) => {
          const texts = (plan.ranks[rank] ?? []).map(actionText);
          expect(actionText(at)).toBe(texts.find((text) => stuck.has(text)));
          expect(needsByText(actionText(at), plan.stages).flat()).toContain(actionText(waitsFor));
          expect(stuck.has(actionText(waitsFor))).toBe(true);
          expect(plan.ranks[doneBy]?.map(actionText)).toContain(actionText(waitsFor));
          expect(ring[(i + 1) % ring.length]?.rank).toBe(doneBy);
        });
      }),
      { numRuns: 250, seed: 7 },
    );
  });
});
