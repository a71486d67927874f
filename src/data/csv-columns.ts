import { expectedOneOf, shown } from "../math/suggestion.ts";
import { InputError } from "../message/input-error.ts";
import type { CsvRecord } from "./csv.ts";
import { looksLikeNumber, strictNumber } from "./strict-number.ts";
import { textPosition } from "./text-position.ts";

/** Which columns of a CSV file are targets. */
export interface CsvTargets {
  readonly targets?: readonly string[] | undefined;
  /** A column of targets whose values are names of classes, even if they are numbers. */
  readonly classes?: string | undefined;
}

/** A column of the file and what is to be read from it. */
export interface CsvColumn {
  readonly name: string;
  /** Its place in the header. */
  readonly at: number;
  /**
   * number: a finite decimal number. text: the name of a class, told by the first line, so that a number
   * among names is a mistake. class: the name of a class, told by the user.
   */
  readonly holds: "number" | "text" | "class";
}

/** The columns of inputs in the file's order, and those of targets in the order in which they were named. */
export interface CsvColumns {
  readonly inputs: readonly CsvColumn[];
  readonly targets: readonly CsvColumn[];
}

/**
 * The names of the columns.
 * @throws InputError if there are none, all are numbers, one is empty or stands twice.
 */
export function readHeader(text: string, record: CsvRecord | undefined): readonly string[] {
  if (record === undefined)
    fail("", "expected a header row with the names of the columns; got an empty text");
  const { fields, starts } = record;
  if (fields.every((name) => strictNumber(name) !== undefined)) {
    fail(
      textPosition(text, 0),
      `expected a header row with the names of the columns; got ${shown(fields[0])}`,
    );
  }
  const seen = new Set<string>();
  fields.forEach((name, c) => {
    const where = textPosition(text, starts[c] ?? 0);
    if (name === "") fail(where, "expected the name of a column; got an empty field");
    if (seen.has(name)) fail(where, `expected each column once; got ${shown(name)} again`);
    seen.add(name);
  });
  return fields;
}

/**
 * Divides the columns. Targets are `targets`, then `classes`; without both, the columns of text, if there are
 * any.
 * @throws InputError if a named column does not exist or is named twice, or if nothing is left for the
 * inputs.
 */
export function divideColumns(
  header: readonly string[],
  firstLine: CsvRecord,
  { targets = [], classes }: CsvTargets,
): CsvColumns {
  const isText = (at: number): boolean => {
    const value = firstLine.fields[at] ?? "";
    return strictNumber(value) === undefined && !looksLikeNumber(value);
  };
  const named = targets.map((name) => placeOf(header, name, "targets"));
  if (classes !== undefined && !targets.includes(classes)) named.push(placeOf(header, classes, "classes"));
  const places = named.length > 0 ? named : [...header.keys()].filter(isText);

  const chosen = new Set(places);
  if (chosen.size < places.length) {
    fail("targets", `expected each column once; got ${targets.map(shown).join(", ")}`);
  }
  if (chosen.size === header.length) {
    fail("", `expected at least one column of inputs; got only targets: ${header.map(shown).join(", ")}`);
  }
  const column = (at: number): CsvColumn => {
    const name = header[at] ?? "";
    if (name === classes) return { name, at, holds: "class" };
    return { name, at, holds: chosen.has(at) && isText(at) ? "text" : "number" };
  };
  const rest = [...header.keys()].filter((at) => !chosen.has(at));
  return { inputs: rest.map(column), targets: places.map(column) };
}

function placeOf(header: readonly string[], name: string, option: string): number {
  const at = header.indexOf(name);
  if (at === -1) fail(option, expectedOneOf(header, name));
  return at;
}

function fail(path: string, message: string): never {
  throw new InputError([{ path, message }]);
}
