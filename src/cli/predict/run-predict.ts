import { Network } from "../../network/network.ts";
import type { CommandIo } from "../io/command-io.ts";
import { expectFinite } from "../io/finite.ts";
import { jsonChunks, writeChunks } from "../io/json-stream.ts";
import { predictDocument, predictText } from "./predict-report.ts";
import type { ComputeOptions, InputOptions } from "../io/options.ts";
import { readInput } from "../io/read-input.ts";

export interface PredictOptions extends InputOptions, ComputeOptions {
  readonly json?: true;
}

/** What the command `predict` does. */
export async function runPredict(
  networkPath: string,
  samplesText: string,
  options: PredictOptions,
  { stdout }: CommandIo,
): Promise<void> {
  const { model, samples } = readInput(networkPath, samplesText, options, "optional");
  const network = new Network(model, options);
  const prediction = network.predict(samples);
  if (samples.targetWidth > 0) expectFinite("loss", prediction.loss);
  const answers = { model, samples, prediction };
  const outputIds = Array.from(model.outputs, network.ids.idOf);
  const text = options.json ? jsonChunks(predictDocument(answers)) : [predictText(answers, outputIds)];
  await writeChunks(stdout, text);
  await writeChunks(stdout, ["\n"]);
}
