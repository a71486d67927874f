import { checksum } from "./checksum.ts";
import type { TraceEvent } from "./event.ts";
import type { Trace, TraceHeader } from "./header.ts";
import { jsonOf } from "./json.ts";
import { LineBuffer } from "./line-buffer.ts";
import { createMessageLines } from "./message-lines.ts";

/** Writes a trace line by line, as UTF-8 in large pieces. Equal runs give equal bytes. */
export interface TraceWriter {
  readonly event: (event: TraceEvent) => void;
  /** Writes the last line, unless an end was among the events, and hands on all that is left. */
  readonly end: (outcome: string) => void;
}

/** `write` has to copy or use up what it is given before it returns. */
export function createTraceWriter(header: TraceHeader, write: (bytes: Uint8Array) => void): TraceWriter {
  const first = headerLine(header);
  const out = new LineBuffer(write);
  const messages = createMessageLines(out);
  let last: { n: number; t: number; kind?: string } = { n: -1, t: 0 };
  const line = (value: object): void => {
    out.text(value === header ? first : lineOf(value));
    out.endLine();
  };
  const end = (n: number, t: number, outcome: string): void => {
    line({ n, t, kind: "end", outcome, header: checksum(first) });
  };
  line(header);
  return {
    event(event) {
      last = event;
      if (event.kind === "deliver") messages.deliver(event);
      else if (event.kind === "feed") messages.feed(event);
      else if (event.kind === "end") end(event.n, event.t, event.outcome);
      else line(event);
    },
    end(outcome) {
      if (last.kind !== "end") end(last.n + 1, last.t, outcome);
      out.flush();
    },
  };
}

/** As jsonOf, in a third of the time: what the engine itself writes differs in nothing but −0. */
function lineOf(value: object): string {
  return hasMinusZero(value) ? jsonOf(value) : JSON.stringify(value);
}

function hasMinusZero(value: object): boolean {
  const fields: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const field of fields) {
    if (typeof field === "number" ? Object.is(field, -0) : isObject(field) && hasMinusZero(field))
      return true;
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The first line of a trace. */
export function headerLine(header: TraceHeader): string {
  return lineOf(header);
}

/** All of a trace's file as text, in pieces of whole lines. One that was never closed is given its end. */
export function* traceText({ header, events }: Trace): Generator<string, void, undefined> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  const writer = createTraceWriter(header, (bytes) => pieces.push(decoder.decode(bytes)));
  for (const event of events) {
    writer.event(event);
    if (pieces.length > 0) yield* pieces.splice(0);
  }
  writer.end("complete");
  yield* pieces;
}

/** All lines of a trace's file, each with its line feed. */
export function* traceLines(trace: Trace): Generator<string, void, undefined> {
  for (const piece of traceText(trace)) yield* piece.match(/[^\n]*\n/g) ?? [];
}
