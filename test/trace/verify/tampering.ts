import type { TraceEvent } from "../../../src/index.ts";
import { jsonOf } from "../../../src/trace/json.ts";
import { verify } from "./verified.ts";

/** One change in one event. */
export interface Tampered {
  /** Kind of event and field: `deliver.values`, `train.settings.epochs`. */
  readonly field: string;
  /** What was done to it, for whoever reads a failing test. */
  readonly what: string;
  /** Line of the file, from 1. */
  readonly line: number;
  readonly text: string;
}

type Json = number | string | null | boolean | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [name: string]: Json;
}

/** The number whose last bit is the other one. */
export function lastBitOf(value: number): number {
  const number = new Float64Array([value]);
  const bits = new BigUint64Array(number.buffer);
  bits[0] = (bits[0] ?? 0n) ^ 1n;
  return number[0] ?? NaN;
}

/** A change of every number in an event, one at a time. */
export function changeNumbers(event: Json, line: number, change: (value: number) => number): Tampered[] {
  return changed(event, line, (value) =>
    typeof value === "number" ? [[`${value} → ${change(value)}`, change(value)]] : [],
  );
}

/** A change of every text in an event, one at a time: a letter more. */
export function changeTexts(event: Json, line: number): Tampered[] {
  return changed(event, line, (value) =>
    typeof value === "string" ? [[`"${value}" → "${value}x"`, `${value}x`]] : [],
  );
}

/** Each list in an event without each of its entries, with each of them twice, and with neighbours swapped. */
export function changeLists(event: Json, line: number): Tampered[] {
  return changed(event, line, (value) => {
    if (!Array.isArray(value)) return [];
    const list = value as readonly Json[];
    return [
      ...list.map((_, i) => [`without [${i}]`, list.toSpliced(i, 1)] as const),
      ...list.map((entry, i) => [`[${i}] twice`, list.toSpliced(i, 0, entry)] as const),
      ...list.slice(1).flatMap((entry, i) => {
        const swapped = list.toSpliced(i, 2, entry, list[i] ?? null);
        return jsonOf(swapped) === jsonOf(list) ? [] : [[`[${i}] and [${i + 1}] swapped`, swapped] as const];
      }),
    ];
  });
}

/** Each field left out. */
export function leaveOut(event: Json, line: number): Tampered[] {
  return changed(event, line, (value) =>
    isObject(value)
      ? Object.keys(value).map((name) => [
          `without ${name}`,
          Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)),
        ])
      : [],
  );
}

/** Every place of an event where `alternatives` has something else to put. */
function changed(
  event: Json,
  line: number,
  alternatives: (value: Json) => readonly (readonly [what: string, value: Json])[],
): Tampered[] {
  const { kind } = event as unknown as TraceEvent;
  const visit = (value: Json, path: string, put: (value: Json) => Json): Tampered[] => {
    const here = alternatives(value).map(([what, other]) => ({
      field: `${kind}${path.replaceAll(/\[\d+\]/g, "")}`,
      what: `${path}: ${what}`,
      line,
      text: jsonOf(put(other)),
    }));
    return [...here, ...childrenOf(value).flatMap(([at, child, replace]) => visit(child, path + at, (other) => put(replace(other))))]; // prettier-ignore
  };
  return visit(event, "", (value) => value);
}

function childrenOf(value: Json): [path: string, child: Json, replace: (other: Json) => Json][] {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    return list.map((child, i) => [`[${i}]`, child, (other) => list.with(i, other)]);
  }
  if (!isObject(value)) return [];
  return Object.entries(value).map(([name, child]) => [
    `.${name}`,
    child,
    (other) => ({ ...value, [name]: other }),
  ]);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What became of many changes, each by itself. */
export interface Outcome {
  readonly tried: number;
  /** Fields of which some change was not noticed. */
  readonly accepted: readonly string[];
  /** Those of them that the verification does not even say it has not checked: always empty. */
  readonly unsaid: readonly string[];
  /** Fields of which some change was noticed at a later line than its own. */
  readonly late: readonly string[];
  /** Changes that were blamed on a line before them: always empty. */
  readonly early: readonly string[];
}

export function outcomeOf(lines: readonly string[], changes: readonly Tampered[]): Outcome {
  const [accepted, unsaid, late] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const early: string[] = [];
  for (const { field, what, line, text } of changes) {
    const { violations, unchecked } = verify(lines.with(line - 1, text));
    const [first] = violations;
    if (first === undefined) {
      accepted.add(field);
      if (!unchecked.some((open) => `${field}.`.startsWith(`${open.field}.`))) unsaid.add(field);
    } else if (first.line > line) late.add(field);
    else if (first.line < line) early.push(`line ${line} ${what}: ${first.message}`);
  }
  const [sorted, sortedUnsaid, sortedLate] = [accepted, unsaid, late].map((fields) => [...fields].sort());
  return {
    tried: changes.length,
    accepted: sorted ?? [],
    unsaid: sortedUnsaid ?? [],
    late: sortedLate ?? [],
    early,
  };
}

/** The events of a file as they are read, with their lines. */
export function changesIn(
  lines: readonly string[],
  change: (event: Json, line: number) => Tampered[],
): Tampered[] {
  return lines.slice(1).flatMap((text, i) => change(JSON.parse(text) as Json, i + 2));
}
