import { describe, expect, it } from "vitest";
import { workTiming } from "../../../src/network/pipeline/work-timing.ts";
import { Pipeline } from "../../../src/network/pipeline/pipeline.ts";
import { chain } from "./chain.ts";
import { batchesOf, trained } from "./run-pipeline.ts";

describe("times by multiplications", () => {
  it("are those of the weights on each stage, the busiest of which takes a tick", () => {
    // 2-3-4-2-3: 6, 12, 8 and 6 weights.
    const { model } = chain(4, 1);
    const ticks = [0.5, 1, 8 / 12, 0.5];
    expect(workTiming(model, 4)).toEqual({ forward: ticks, backward: ticks, weightGradient: ticks });
    const two = [1, 14 / 18];
    expect(workTiming(model, [0, 2])).toEqual({ forward: two, backward: two, weightGradient: two });
  });

  it("are those that a pipeline takes", () => {
    const { model, samples } = chain(4, 1);
    const pipeline = new Pipeline(model, { schedule: "gpipe", stages: 4, timing: workTiming(model, 4) });
    const [batch] = batchesOf(trained(pipeline, samples, { epochs: 1, batchSize: 1, learningRate: 1 }));
    expect(batch?.time).toBeCloseTo(3 * (0.5 + 1 + 8 / 12 + 0.5), 12);
  });
});
