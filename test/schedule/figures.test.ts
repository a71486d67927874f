import { expect, it } from "vitest";
import { figuresOf } from "../../src/schedule/figures.ts";
import { runPlan } from "../../src/schedule/run-plan.ts";
import { planOf } from "./actions-of.ts";

it("counts busy time, spans, both bubbles and what is kept until its weight gradients are done", () => {
  // F 1, I 2, W 1:  0F0@0-1 0F1@1-2 .. 0I0@4-6 0I1@7-9 0W0@9-10 0W1@10-11;  1F0@1-2 1B0@2-5 1F1@5-6 1I1@6-8 1W1@8-9
  const plan = planOf("0F0 0F1 0I0 0I1 0W0 0W1", "1F0 1I0 1F1 1I1 1W0 1W1");
  const figures = figuresOf(runPlan(plan, { forward: 1, backward: 2, weightGradient: 1 }));
  expect(figures).toEqual({
    makespan: 11,
    spans: [11, 8],
    busy: [8, 8],
    utilisation: [8 / 11, 8 / 11],
    bubbleOfTotal: 6 / 22,
    bubbleOfIdeal: 6 / 16,
    peakInFlight: [2, 2],
  });
});
