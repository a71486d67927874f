import { createTraceFile, readTraceFile } from "../../files/trace-file.ts";
import { expectWritable } from "../../files/write-file.ts";
import { InputError } from "../../message/input-error.ts";
import { fork } from "../../network/fork.ts";
import type { Change } from "../../trace/change.ts";
import type { Trace } from "../../trace/header.ts";
import { collectTrace } from "../../trace/read-trace.ts";
import type { CommandIo } from "../io/command-io.ts";

export interface ForkOptions {
  readonly at: number;
  readonly change: Change;
  readonly out: string;
}

/** What `trace fork` does. */
export async function runFork(
  path: string,
  { at, change, out }: ForkOptions,
  { stdout }: CommandIo,
): Promise<void> {
  expectWritable(out);
  const parent = collectTrace(readTraceFile(path));
  const child = forkOf(parent, path, at, change);
  const file = createTraceFile(out, child.header);
  for (const event of child.events) file.event(event);
  file.close("complete");
  const where = child.header.fork?.at ?? at;
  stdout.write(`Forked after event ${where}: ${child.events.length} events written to ${out}\n`);
  return Promise.resolve();
}

function forkOf(parent: Trace, path: string, at: number, change: Change): Trace {
  try {
    return fork(parent, at, change);
  } catch (error) {
    throw error instanceof InputError ? error.in(path) : error;
  }
}
