import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { InputError } from "../message/input-error.ts";
import { RunError } from "../message/run-error.ts";
import type { TraceEvent } from "../trace/event.ts";
import type { TraceHeader } from "../trace/header.ts";
import { readTrace, type TraceReader } from "../trace/read-trace.ts";
import { createTraceWriter } from "../trace/write-trace.ts";
import { expectReadable } from "./read-file.ts";

/** A trace on its way to the disk. */
export interface TraceFile {
  readonly event: (event: TraceEvent) => void;
  /** Writes the end of the trace, "complete" or why the run ended, and lets go of the file. */
  readonly close: (outcome: string) => void;
}

/**
 * Streams a trace to a file, in pieces of about a mebibyte: memory stays bounded however long the run. A run is synchronous
 * within a batch, so writing is too. A file without its last line is what is left of a run that was killed; once the disk
 * has refused, nothing more is written, and every call says so again.
 * @throws RunError if the disk refuses
 */
export function createTraceFile(path: string, header: TraceHeader): TraceFile {
  const file = attempt(path, () => openSync(path, "w"));
  let refusal: Error | undefined;
  const careful = (act: () => void): void => {
    if (refusal !== undefined) throw refusal;
    try {
      attempt(path, act);
    } catch (error) {
      refusal = error as RunError;
      throw error;
    }
  };
  const writer = createTraceWriter(header, (bytes) => {
    careful(() => {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    });
  });
  return {
    event(event) {
      if (refusal !== undefined) throw refusal;
      writer.event(event);
    },
    close(outcome) {
      try {
        if (refusal !== undefined) throw refusal;
        writer.end(outcome);
      } finally {
        attempt(path, () => closeSync(file));
      }
    },
  };
}

/**
 * A trace from its file: its events are read as they are asked for, from the first one each time. The file is open only
 * while somebody asks.
 * @throws InputError with the path as its source, at once for the header, later while events are asked for
 */
export function readTraceFile(path: string): TraceReader {
  expectReadable(path);
  const lines = linesOf(path);
  try {
    const { header, firstLine } = named(path, () => readTrace(lines));
    return { header, firstLine, events: { [Symbol.iterator]: () => eventsOf(path) } };
  } finally {
    lines.return();
  }
}

function* eventsOf(path: string): Generator<TraceEvent, void, undefined> {
  const lines = linesOf(path);
  try {
    const events = named(path, () => readTrace(lines).events[Symbol.iterator]());
    for (let next = named(path, () => events.next()); next.done !== true;) {
      yield next.value;
      next = named(path, () => events.next());
    }
  } finally {
    lines.return();
  }
}

const blockBytes = 1 << 20;

/** The lines of a file without their line feeds; what follows the last one counts as a line if there is anything. */
function* linesOf(path: string): Generator<string, void, undefined> {
  const file = openSync(path, "r");
  try {
    const decoder = new StringDecoder("utf8");
    const block = Buffer.alloc(blockBytes);
    let rest = "";
    for (let count = 1; count > 0;) {
      count = readSync(file, block);
      const text = count > 0 ? decoder.write(block.subarray(0, count)) : decoder.end();
      // A line may be longer than many blocks: only what is new is searched.
      const [first = "", ...others] = text.split("\n");
      rest += first;
      for (const line of others) {
        yield rest;
        rest = line;
      }
    }
    if (rest !== "") yield rest;
  } finally {
    closeSync(file);
  }
}

function named<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof InputError ? error.in(path) : error;
  }
}

function attempt<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RunError(`${path}: expected to be written; got ${reason}`, { cause: error });
  }
}
