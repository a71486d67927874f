import { writeNetwork } from "../../model/write-network.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace, TraceHeader } from "../../trace/header.ts";
import { ownErrorWeights } from "../error-transport/rules.ts";
import type { Recording, RecordOptions } from "../record.ts";
import type { Pipeline } from "./pipeline.ts";
import { tapPipeline } from "./tap-pipeline.ts";

/** The header of a trace of this pipeline that begins now. */
export function pipelineHeader(pipeline: Pipeline, options: RecordOptions = {}): TraceHeader {
  const { level = "synapse", neurons, samples, batches, phases, seed } = options;
  const { inputErrors, model, parameters, commits } = pipeline;
  const precision = pipeline.precision === "f32" ? pipeline.precision : undefined;
  const errorTransport = ownErrorWeights(pipeline.errorTransport);
  const selection = { level, neurons, samples, batches, phases };
  return {
    format: "counterflow-trace",
    version: 1,
    network: writeNetwork(model, parameters),
    seed,
    options: { ...selection, inputErrors, commits, precision, errorTransport, pipeline: pipeline.outline },
  };
}

/** Keeps in memory all that happens in a pipeline from now on. */
export function recordPipeline(pipeline: Pipeline, options: RecordOptions = {}): Recording {
  const header = pipelineHeader(pipeline, options);
  const events: TraceEvent[] = [];
  const taps = tapPipeline(pipeline, options, (event) => events.push(event));
  return {
    get trace(): Trace {
      return { header, events: events.slice() };
    },
    stop(outcome = "complete") {
      taps.unsubscribe();
      const last = events.at(-1);
      if (last?.kind !== "end") {
        events.push({ n: events.length, t: last?.t ?? 0, kind: "end", outcome, header: "" });
      }
      return { header, events };
    },
  };
}
