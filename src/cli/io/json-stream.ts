import { NobodyReads } from "./stopped.ts";
import type { TextOutput } from "./command-io.ts";
import { RunError } from "../../message/run-error.ts";

/**
 * A value to be written as JSON. Where it is large, it need not exist as a whole: a list may be anything that can be
 * gone through once, a typed array or a generator, and so may the members of an object.
 */
export type Json = null | boolean | number | string | Iterable<Json> | Members | JsonObject;

/** Members that are undefined are left out. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** An object whose members are made one after another. Keys must differ; any text will do. */
export class Members {
  readonly entries: Iterable<readonly [key: string, value: Json]>;

  constructor(entries: Iterable<readonly [key: string, value: Json]>) {
    this.entries = entries;
  }
}

/** An element of a list, or a member of an object. */
type Part = Json | readonly [key: string, value: Json | undefined];

/** A list or an object that has been begun. */
interface Open {
  readonly parts: Iterator<Part, void, undefined>;
  readonly end: "]" | "}";
  separator: "" | ",";
}

/**
 * The text of a JSON document, without white space, in pieces of about `size` characters. It does not recurse, and
 * keeps one piece in memory. Numbers read back as the same bits, −0 included.
 * @throws RangeError for NaN and infinities, which JSON has not
 */
export function* jsonChunks(value: Json, size = 65_536): Generator<string, void, undefined> {
  const open: Open[] = [];
  let text = begin(value, open);
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    text += step(level, open);
    if (text.length >= size) {
      yield text;
      text = "";
    }
  }
  yield text;
}

/** Writes the next member of the innermost list or object, or its end. */
function step(level: Open, open: Open[]): string {
  const next = level.parts.next();
  if (next.done === true) {
    open.pop();
    return level.end;
  }
  const { separator } = level;
  if (level.end === "]") {
    level.separator = ",";
    return separator + begin(next.value as Json, open);
  }
  const [key, value] = next.value as readonly [string, Json | undefined];
  if (value === undefined) return "";
  level.separator = ",";
  return `${separator}${JSON.stringify(key)}:${begin(value, open)}`;
}

/** The whole text of a value that has no parts, the first character of one that has. */
function begin(value: Json, open: Open[]): string {
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (isList(value)) {
    open.push({ parts: partsOf(value), end: "]", separator: "" });
    return "[";
  }
  const entries = value instanceof Members ? value.entries : Object.entries(value);
  open.push({ parts: partsOf(entries), end: "}", separator: "" });
  return "{";
}

function partsOf(parts: Iterable<Part>): Iterator<Part, void, undefined> {
  return parts[Symbol.iterator]() as Iterator<Part, void, undefined>;
}

function isList(value: Iterable<Json> | Members | JsonObject): value is Iterable<Json> {
  return Symbol.iterator in value;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`JSON has no number ${value}`);
  // The shortest text that reads back as the same number; of −0 it would lose the sign.
  return Object.is(value, -0) ? "-0" : String(value);
}

/**
 * Writes text, piece by piece, each once the one before is out: however long it is and however slow its reader, one
 * piece is in memory.
 * @throws NobodyReads if the reader has left; RunError if the text cannot be written for another reason
 */
export async function writeChunks(stream: TextOutput, chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) if (chunk !== "") await write(stream, chunk);
}

function write(stream: TextOutput, chunk: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => {
      if (error == null) resolve();
      else reject(writeFailure(error));
    });
  });
}

/** What it means that a stream could not be written to. */
export function writeFailure(error: Error): NobodyReads | RunError {
  const code = "code" in error ? error.code : undefined;
  if (code === "EPIPE" || code === "ERR_STREAM_DESTROYED") return new NobodyReads("stdout is closed");
  return new RunError(`stdout: expected to be written; got ${error.message}`, { cause: error });
}
