import type { Samples } from "../../../src/data/samples.ts";
import type {
  PipelineBatch,
  PipelineProgress,
  PipelineTrainOptions,
} from "../../../src/network/pipeline/options.ts";
import type { Pipeline } from "../../../src/network/pipeline/pipeline.ts";

/** Trains to the end; returns all that is said, or throws the run's error. */
export function trained(
  pipeline: Pipeline,
  samples: Samples,
  options: PipelineTrainOptions,
): PipelineProgress[] {
  const said: PipelineProgress[] = [];
  let failure: { readonly error: unknown } | undefined;
  pipeline.train(samples, options).subscribe({
    next: (progress) => said.push(progress),
    error: (error: unknown) => (failure = { error }),
  });
  if (failure !== undefined) throw failure.error;
  return said;
}

export function batchesOf(said: readonly PipelineProgress[]): PipelineBatch[] {
  return said.filter((progress) => progress.kind === "batch");
}
