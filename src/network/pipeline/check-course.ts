import type { StageStarts } from "../../model/partition.ts";
import type { Memory } from "../../neuron/memory.ts";
import type { Course } from "./course.ts";
import type { PipelineOptions } from "./options.ts";
import type { RunBatches } from "./run-batches.ts";

/** How many processors there are, and what the layers are dealt out to. */
export function placesOf(options: PipelineOptions): {
  readonly ranks: number;
  readonly stages: number | StageStarts;
} {
  const { schedule, stages, chunks = schedule === "interleaved-1f1b" ? 2 : 1 } = options;
  if (typeof stages === "number") return { ranks: stages, stages: stages * chunks };
  if (stages.length % chunks === 0) return { ranks: stages.length / chunks, stages };
  throw new RangeError(`stages: expected ${chunks} on each processor; got ${stages.length} in all`);
}

/** @throws RangeError if a course is not for so many stages, or its batches are not of as many micro-batches as it says */
export function checkCourse(course: Course, batches: RunBatches, stages: number): void {
  const last = batches.microBatchesOf(batches.perEpoch - 1);
  if (course.kind === "plan") {
    for (const count of [batches.microBatches, last]) {
      const plan = course.planOf(count);
      if (plan.stages !== stages) {
        throw new RangeError(`stages: expected ${plan.stages}, as the plan has; got ${stages}`);
      }
    }
    return;
  }
  if (last === batches.microBatches) return;
  throw new RangeError(
    `batchSize: expected batches of ${batches.microBatches} micro-batches each, as a policy has no flush; ` +
      `got a last one of ${last}`,
  );
}

/**
 * Of error weights that learn by themselves there is one version, the newest.
 * @throws RangeError where a policy may want an older one
 */
export function checkErrorWeights(course: Course, { errorWeightRule }: Memory, name: string): void {
  if (course.kind === "plan" || errorWeightRule === undefined || errorWeightRule.follow !== undefined) return;
  throw new RangeError(
    "errorTransport: expected error weights that follow from the weights, of which a policy may read older versions; " +
      `got ${name}`,
  );
}
