import type { Subscription } from "rxjs";
import { createTraceFile } from "../../files/trace-file.ts";
import { expectWritable } from "../../files/write-file.ts";
import type { Network } from "../../network/network.ts";
import { headerOf } from "../../network/record.ts";
import type { Pipeline } from "../../network/pipeline/pipeline.ts";
import { pipelineHeader } from "../../network/pipeline/record-pipeline.ts";
import { tapPipeline } from "../../network/pipeline/tap-pipeline.ts";
import { tap } from "../../network/watching/watch.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { TraceHeader } from "../../trace/header.ts";
import type { TraceFileOptions } from "./options.ts";

/**
 * Does something with a network, and records it where a file was asked for. However it ends, the trace says so.
 * @throws InputError, before anything is done, if the file cannot be written; RunError if the disk refuses later; what
 * `work` throws
 */
export async function recording<T>(
  network: Network,
  { trace: path, traceLevel: level, seed }: TraceFileOptions & { readonly seed?: number | undefined },
  work: () => T | Promise<T>,
): Promise<T> {
  if (path === undefined) return work();
  const options = { level, seed, evaluations: "skip" } as const;
  return recordingTo(path, headerOf(network, options), (take) => tap(network, options, take), work);
}

/** The same of a network in stages. */
export async function recordingPipeline<T>(
  pipeline: Pipeline,
  { trace: path, traceLevel: level, seed }: TraceFileOptions & { readonly seed?: number | undefined },
  work: () => T | Promise<T>,
): Promise<T> {
  if (path === undefined) return work();
  const options = { level, seed };
  return recordingTo(
    path,
    pipelineHeader(pipeline, options),
    (take) => tapPipeline(pipeline, options, take),
    work,
  );
}

async function recordingTo<T>(
  path: string,
  header: TraceHeader,
  listen: (take: (event: TraceEvent) => void) => Subscription,
  work: () => T | Promise<T>,
): Promise<T> {
  expectWritable(path);
  const file = createTraceFile(path, header);
  let failure: Error | undefined;
  // What a tap throws would be reported and forgotten; a trace that cannot be written is a failure of the command.
  const take = (event: TraceEvent): void => {
    if (failure !== undefined) return;
    try {
      file.event(event);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
  };
  const taps = listen(take);
  let outcome = "complete";
  try {
    const result = await work();
    if (failure !== undefined) throw failure;
    return result;
  } catch (error) {
    outcome = error instanceof Error ? error.message : String(error);
    throw error;
  } finally {
    taps.unsubscribe();
    file.close(outcome);
  }
}
