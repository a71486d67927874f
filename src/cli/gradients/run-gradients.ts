import type { Samples } from "../../data/samples.ts";
import type { Model } from "../../model/model.ts";
import { Network } from "../../network/network.ts";
import { Pipeline } from "../../network/pipeline/pipeline.ts";
import type { CommandIo } from "../io/command-io.ts";
import { expectFinite, expectFiniteRows } from "../io/finite.ts";
import { gradientsDocument, gradientsText } from "./gradients-report.ts";
import { jsonChunks, writeChunks } from "../io/json-stream.ts";
import type { ComputeOptions, InputOptions, TraceFileOptions } from "../io/options.ts";
import { readInput } from "../io/read-input.ts";
import { transportOf, type WorldOptions } from "../io/world-options.ts";
import { recording, recordingPipeline } from "../io/recording.ts";
import { expectNoSchedule, expectOwnTime, type ScheduleOptions } from "../io/schedule-options.ts";
import { asOptions } from "../pipeline/as-options.ts";
import { stagedOptions } from "../pipeline/staged-options.ts";

export interface GradientsOptions
  extends InputOptions, ComputeOptions, TraceFileOptions, WorldOptions, ScheduleOptions {
  readonly microBatch?: number;
  readonly json?: true;
}

/** What the command `gradients` does. */
export async function runGradients(
  networkPath: string,
  samplesText: string,
  options: GradientsOptions,
  { stdout }: CommandIo,
): Promise<void> {
  expectStagesAlone(options);
  const transport = options.schedule === undefined ? transportOf(options) : undefined;
  const { model, samples } = readInput(networkPath, samplesText, options);
  const { network, gradients } =
    options.schedule === undefined
      ? await ofNetwork(new Network(model, { ...options, transport }), samples, options)
      : await ofStages(model, samples, options.schedule, options);
  expectFinite("loss", gradients.loss);
  expectFiniteRows(network, "gradients", gradients.parameters);
  const text = options.json
    ? jsonChunks(gradientsDocument(network, gradients))
    : [gradientsText(network, samples.count, gradients)];
  await writeChunks(stdout, text);
  await writeChunks(stdout, ["\n"]);
}

async function ofNetwork(network: Network, samples: Samples, options: GradientsOptions) {
  const { microBatch } = options;
  const gradients = await recording(network, options, () => network.gradients(samples, { microBatch }));
  return { network, gradients };
}

async function ofStages(model: Model, samples: Samples, schedule: string, options: GradientsOptions) {
  const { pipeline, microBatch, isSynchronous } = asOptions(() =>
    stagedOptions(model, schedule, options, samples.count),
  );
  if (!isSynchronous) {
    throw new RangeError(`--schedule: expected a plan, as gradients have no commit; got ${schedule}`);
  }
  const network = asOptions(() => new Pipeline(model, pipeline));
  const gradients = await recordingPipeline(network, options, () =>
    asOptions(() => network.gradients(samples, { microBatch })),
  );
  return { network, gradients };
}

/** @throws RangeError for what stages cannot do, or for what belongs to them alone */
function expectStagesAlone(options: GradientsOptions): void {
  if (options.schedule === undefined) expectNoSchedule(options);
  else expectOwnTime(options.schedule, options);
}
