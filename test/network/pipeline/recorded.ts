import { createSamples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import type { PipelineOptions } from "../../../src/network/pipeline/options.ts";
import { Pipeline } from "../../../src/network/pipeline/pipeline.ts";
import { recordPipeline } from "../../../src/network/pipeline/record-pipeline.ts";
import type { RecordOptions } from "../../../src/network/record.ts";
import type { PipelineTrainOptions } from "../../../src/network/pipeline/options.ts";
import type { Trace } from "../../../src/trace/header.ts";
import { chain } from "./chain.ts";
import { trained } from "./run-pipeline.ts";

/** A run in stages on a chain of layers: the pipeline after it, and its trace. */
export function recorded(
  layers: number,
  options: PipelineOptions,
  training: Partial<PipelineTrainOptions> = {},
  recording: RecordOptions = {},
): { readonly pipeline: Pipeline; readonly trace: Trace } {
  const { model, samples } = chain(layers, 12);
  const pipeline = new Pipeline(model, options);
  const recorder = recordPipeline(pipeline, recording);
  trained(pipeline, samples, { epochs: 2, batchSize: 4, microBatch: 1, learningRate: 0.1, ...training });
  return { pipeline, trace: recorder.stop() };
}

/** A network with a skip connection over a stage, and one output deeper than the other; on three stages. */
export function recordedSkips(schedule: PipelineOptions["schedule"], recording: RecordOptions = {}): Trace {
  const model = parseNetwork({
    format: "counterflow-network",
    version: 1,
    loss: "half-squared-error",
    neurons: [
      { id: "y", activation: "sigmoid", bias: 0.1 },
      { id: "a" },
      { id: "h", activation: "tanh", bias: -0.2 },
      { id: "k", activation: "tanh", bias: 0.4 },
      { id: "x", activation: "identity", bias: 0.3 },
    ],
    synapses: [
      { from: "k", to: "y", weight: 0.7, feedback: -0.3 },
      { from: "a", to: "h", weight: 0.6 },
      { from: "h", to: "k", weight: 0.5 },
      { from: "a", to: "y", weight: 0.25 },
      { from: "h", to: "y", weight: 0.9 },
      { from: "h", to: "x", weight: -1.1, trainable: false },
    ],
    inputs: ["a"],
    outputs: ["x", "y"],
  });
  const samples = createSamples(
    [[0.3], [0.9], [-0.4], [0.1], [-0.8], [0.5]],
    [[0.2, 0.8], [-0.3, 0.1], [0.6, 0.4], [0.1, 0.2], [0.7, 0.3], [0.4, 0.9]],
  ); // prettier-ignore
  const pipeline = new Pipeline(model, { schedule, stages: 3, inputErrors: "receive" });
  const recorder = recordPipeline(pipeline, recording);
  trained(pipeline, samples, {
    epochs: 2,
    batchSize: 2,
    microBatch: 2,
    learningRate: 0.5,
    optimizer: "adam",
  });
  return recorder.stop();
}
