import { createTraceFile } from "../../files/trace-file.ts";
import { expectWritable } from "../../files/write-file.ts";
import type { Network } from "../../network/network.ts";
import { headerOf } from "../../network/record.ts";
import { tap } from "../../network/watch.ts";
import type { TraceEvent } from "../../trace/event.ts";
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
  expectWritable(path);
  const options = { level, seed, evaluations: "skip" } as const;
  const file = createTraceFile(path, headerOf(network, options));
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
  const taps = tap(network, options, take);
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
