import { Network } from "../../network/network.ts";
import type { CommandIo } from "../io/command-io.ts";
import { expectFinite, expectFiniteRows } from "../io/finite.ts";
import { gradientsDocument, gradientsText } from "./gradients-report.ts";
import { jsonChunks, writeChunks } from "../io/json-stream.ts";
import type { ComputeOptions, InputOptions, TraceFileOptions } from "../io/options.ts";
import { readInput } from "../io/read-input.ts";
import { transportOf, type WorldOptions } from "../io/world-options.ts";
import { recording } from "../io/recording.ts";

export interface GradientsOptions extends InputOptions, ComputeOptions, TraceFileOptions, WorldOptions {
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
  const transport = transportOf(options);
  const { model, samples } = readInput(networkPath, samplesText, options);
  const network = new Network(model, { ...options, transport });
  const gradients = await recording(network, options, () =>
    network.gradients(samples, { microBatch: options.microBatch }),
  );
  expectFinite("loss", gradients.loss);
  expectFiniteRows(network, "gradients", gradients.parameters);
  const text = options.json
    ? jsonChunks(gradientsDocument(network, gradients))
    : [gradientsText(network, samples.count, gradients)];
  await writeChunks(stdout, text);
  await writeChunks(stdout, ["\n"]);
}
