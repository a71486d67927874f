import { InputError } from "../message/input-error.ts";
import { shown } from "../math/suggestion.ts";
import { eventProblem } from "./check-event.ts";
import type { TraceEvent } from "./event.ts";
import { type Trace, type TraceHeader, traceLevels } from "./header.ts";

/** What a line of a trace's file says: the events after the header, one by one, so that a long file is never held whole. */
export interface TraceReader {
  readonly header: TraceHeader;
  /** The first line as it stands in the file. */
  readonly firstLine: string;
  readonly events: Iterable<TraceEvent>;
}

/**
 * Reads a trace from the lines of its file, with or without their line feeds. The network of the header is checked by
 * whoever parses it. Every line is one value of JSON: no line is blank, and none ends in a carriage return.
 * @throws InputError `line 7: expected …; got …`, at once for the header, later while events are asked for
 */
export function readTrace(lines: Iterable<string>): TraceReader {
  const iterator = lines[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) throw problem(1, "expected the header of a trace; got nothing");
  const firstLine = first.value.replace(/\n$/, "");
  const header = readHeader(firstLine);
  return { header, firstLine, events: { [Symbol.iterator]: () => readEvents(iterator) } };
}

/** A whole trace in memory. */
export function collectTrace({ header, events }: TraceReader): Trace {
  return { header, events: [...events] };
}

function* readEvents(lines: Iterator<string>): Generator<TraceEvent, void, undefined> {
  for (let line = 2; ; line++) {
    const next = lines.next();
    if (next.done === true) return;
    const event = parseLine(next.value, line);
    const wrong = eventProblem(event);
    if (wrong !== undefined) throw problem(line, wrong);
    yield event as TraceEvent;
  }
}

function readHeader(text: string): TraceHeader {
  const header = parseLine(text, 1) as Partial<Record<keyof TraceHeader, unknown>> | null;
  const format = typeof header === "object" ? header?.format : undefined;
  if (format !== "counterflow-trace") {
    throw problem(
      1,
      `expected the header of a trace, {"format":"counterflow-trace",…}; got ${shown(header)}`,
    );
  }
  if (header?.version !== 1) throw problem(1, `version: expected 1; got ${shown(header?.version)}`);
  const { options, network } = header;
  if (typeof network !== "object" || network === null) {
    throw problem(1, `network: expected a network; got ${shown(network)}`);
  }
  const level = typeof options === "object" && options !== null && "level" in options && options.level;
  if (!traceLevels.some((known) => known === level)) {
    throw problem(1, `options.level: expected one of ${traceLevels.join(", ")}; got ${shown(level)}`);
  }
  return header as TraceHeader;
}

function parseLine(text: string, line: number): unknown {
  const end = text.endsWith("\n") ? text.length - 1 : text.length;
  // JSON takes it for space, but the checksum of the first line does not.
  if (text.charCodeAt(end - 1) === carriageReturn) {
    throw problem(line, "expected lines that end in a line feed alone; got a carriage return before it");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw problem(line, `expected a line of JSON; got ${lineText(text)}`);
  }
}

const carriageReturn = 13;

/** What a line is that is no JSON, so that its reader sees why. */
function lineText(text: string): string {
  if (text.startsWith("\ufeff")) return "a byte order mark before it";
  return text.trim() === "" ? "a blank line" : shown(text);
}

function problem(line: number, message: string): InputError {
  return new InputError([{ path: `line ${line}`, message }]);
}
