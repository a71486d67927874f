import type { Model } from "../../model/model.ts";
import { partition, type StageStarts, stageWork } from "../../model/partition.ts";
import type { Timing } from "../../schedule/timing.ts";

/**
 * Times of stages by the multiplications that they have to do: F takes one for each weight and sample, and so do I, which sends error
 * signals back through them, and W, their gradients. A tick is what the busiest stage takes for F.
 */
export function workTiming(model: Model, stages: number | StageStarts): Timing {
  const work = stageWork(model, partition(model, stages));
  const most = work.reduce((busiest, each) => Math.max(busiest, each), 1);
  const ticks = work.map((each) => each / most);
  return { forward: ticks, backward: ticks, weightGradient: ticks };
}
