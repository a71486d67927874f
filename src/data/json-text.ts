import { shown } from "../math/suggestion.ts";
import { endOfText, fail, failExpected, scalarEnd, spaceEnd, stringEnd } from "./json-token.ts";

/** Deepest nesting of arrays and objects. */
const deepest = 64;

/**
 * The value of a JSON text (RFC 8259), for texts that nobody vouches for.
 * @throws InputError with line and column: wrong syntax, nesting deeper than 64, a key that an object has
 * twice, a number that overflows. The check is linear and does not recurse, so that no text can exhaust the
 * stack.
 */
export function parseJsonText(text: string): unknown {
  check(text);
  return JSON.parse(text);
}

// What may come next; each state is named by what an error says of it.
const aValue = "a value";
const firstElement = 'a value or "]"';
const nextElement = 'a value after ","';
const member = 'a value after ":"';
const firstKey = 'a key in double quotes or "}"';
const nextKey = 'a key in double quotes after ","';
const colon = '":"';
const elementEnd = '"," or "]"';
const memberEnd = '"," or "}"';

/** How far the check has come. */
interface Reader {
  readonly text: string;
  at: number;
  expected: string;
  /** The arrays and objects that are open, the innermost last. */
  readonly inside: ("array" | "object")[];
  /** The keys so far of the object that is open at each depth. */
  readonly keys: Set<string>[];
}

/** Walks over the tokens of a text once and throws at the first that JSON does not allow. */
function check(text: string): void {
  const reader: Reader = { text, at: spaceEnd(text, 0), expected: aValue, inside: [], keys: [] };
  while (reader.at < text.length) {
    readToken(reader, text[reader.at] ?? "");
    reader.at = spaceEnd(text, reader.at);
  }
  if (reader.expected !== endOfText) failExpected(text, reader.at, reader.expected);
}

function readToken(reader: Reader, character: string): void {
  const { text, at, expected } = reader;
  switch (expected) {
    case firstKey:
    case nextKey:
      if (character === '"') readKey(reader);
      else if (character === "}" && expected === firstKey) close(reader);
      else failExpected(text, at, expected);
      return;
    case colon:
      if (character !== ":") failExpected(text, at, expected);
      take(reader, member);
      return;
    case elementEnd:
    case memberEnd:
      if (character === ",") take(reader, expected === elementEnd ? nextElement : nextKey);
      else if (character === (expected === elementEnd ? "]" : "}")) close(reader);
      else failExpected(text, at, expected);
      return;
    case endOfText:
      return failExpected(text, at, expected);
    default:
      if (character === "]" && expected === firstElement) close(reader);
      else if (character === "[" || character === "{") open(reader, character === "[" ? "array" : "object");
      else {
        reader.at = scalarEnd(text, at, expected);
        reader.expected = afterValue(reader);
      }
  }
}

function take(reader: Reader, next: string): void {
  reader.at++;
  reader.expected = next;
}

function open(reader: Reader, container: "array" | "object"): void {
  if (reader.inside.length === deepest) {
    fail(reader.text, reader.at, `expected at most ${deepest} levels of nesting; got more`);
  }
  reader.inside.push(container);
  reader.at++;
  reader.expected = container === "array" ? firstElement : firstKey;
  if (container === "object") (reader.keys[reader.inside.length] ??= new Set()).clear();
}

function close(reader: Reader): void {
  reader.inside.pop();
  reader.at++;
  reader.expected = afterValue(reader);
}

function afterValue({ inside }: Reader): string {
  const container = inside.at(-1);
  if (container === undefined) return endOfText;
  return container === "array" ? elementEnd : memberEnd;
}

function readKey(reader: Reader): void {
  const { text, at, inside } = reader;
  const end = stringEnd(text, at);
  const raw = text.slice(at + 1, end - 1);
  const key = raw.includes("\\") ? String(JSON.parse(text.slice(at, end))) : raw;
  const keys = reader.keys[inside.length];
  if (keys?.has(key)) fail(text, at, `expected each key once in an object; got ${shown(key)} again`);
  keys?.add(key);
  reader.at = end;
  reader.expected = colon;
}
