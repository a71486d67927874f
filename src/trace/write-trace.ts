import { checksum } from "./checksum.ts";
import type { DeliverEvent, TraceEvent } from "./event.ts";
import type { Trace, TraceHeader } from "./header.ts";
import { jsonOf, numbersText, numberText } from "./json.ts";
import { type Fragment, fragment, LineBuffer } from "./line-buffer.ts";
import { createNumberTexts } from "./number-texts.ts";

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
  const deliver = createMessageWriter(out);
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
      if (event.kind === "deliver") deliver(event);
      else if (event.kind === "end") end(event.n, event.t, event.outcome);
      else line(event);
    },
    end(outcome) {
      if (last.kind !== "end") end(last.n + 1, last.t, outcome);
      out.flush();
    },
  };
}

/**
 * Nearly all lines of a trace are messages, a million a second, and neighbours have most of their text in common:
 * a receiver's messages differ in who sends what, a sender says the same to all its targets.
 *
 *   {"n":│17│,"t":…,"from":│"o1"│,"to":…,"values":│[0.138…],"weight":│0.4│,"weightVersion":0,"parents":[│12│]}
 *         n      receiver   sender    receiver          sender         weight         version             parents
 */
function createMessageWriter(out: LineBuffer): (event: DeliverEvent) => void {
  const open = fragment(`{"n":`);
  const close = fragment("]}");
  let receiver: DeliverEvent | undefined;
  let before: Fragment = open;
  let between: Fragment = open;
  let versionOf: number | undefined;
  let version: Fragment = open;
  const weights = createNumberTexts();
  const senders = new Map<readonly number[], Sender>();

  const takeReceiver = (event: DeliverEvent): void => {
    if (receiver?.batch !== event.batch || senders.size > mostSenders) senders.clear();
    receiver = event;
    const { t, direction, to, batch, microBatch, samples } = event;
    const moment = `"batch":${batch},"microBatch":${microBatch},"samples":${numbersText(samples)}`;
    before = fragment(`,"t":${numberText(t)},"kind":"deliver","direction":"${direction}","from":`);
    between = fragment(`,"to":${JSON.stringify(to)},${moment},"values":`);
    weights.begin(`${direction} ${to}`);
  };
  const senderOf = ({ from, values }: DeliverEvent): Sender => {
    const known = senders.get(values);
    if (known?.from === from) return known;
    const said = fragment(`${numbersText(values)},"weight":`);
    const sender = { from, name: fragment(JSON.stringify(from)), values: said };
    senders.set(values, sender);
    return sender;
  };

  return (event) => {
    if (receiver === undefined || !isTakenUpWith(event, receiver)) takeReceiver(event);
    if (event.weightVersion !== versionOf) {
      versionOf = event.weightVersion;
      version = fragment(`,"weightVersion":${versionOf},"parents":[`);
    }
    const sender = senderOf(event);
    out.bytes(open);
    out.integer(event.n);
    out.bytes(before);
    out.bytes(sender.name);
    out.bytes(between);
    out.bytes(sender.values);
    out.ascii(weights.next(event.weight));
    out.bytes(version);
    for (let i = 0; i < event.parents.length; i++) {
      if (i > 0) out.ascii(",");
      out.integer(event.parents[i] ?? 0);
    }
    out.bytes(close);
    out.endLine();
  };
}

interface Sender {
  readonly from: string;
  readonly name: Fragment;
  readonly values: Fragment;
}

/** A batch of many micro-batches has many messages: memory stays bounded. */
const mostSenders = 1 << 16;

/** All messages that a receiver takes up at once point at the same list of samples. */
function isTakenUpWith(event: DeliverEvent, other: DeliverEvent): boolean {
  return (
    event.samples === other.samples &&
    event.to === other.to &&
    event.direction === other.direction &&
    event.batch === other.batch &&
    event.microBatch === other.microBatch &&
    event.t === other.t
  );
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
    yield* pieces.splice(0);
  }
  writer.end("complete");
  yield* pieces;
}

/** All lines of a trace's file, each with its line feed. */
export function* traceLines(trace: Trace): Generator<string, void, undefined> {
  for (const piece of traceText(trace)) yield* piece.match(/[^\n]*\n/g) ?? [];
}
