import { z } from "zod";
import { expectedOneOf, suggest } from "../math/suggestion.ts";
import { describeValue, type ProblemList } from "./problem-list.ts";

/** What could be read of an object of the file: fields that do not fit their schema are left out. */
export type Readable<S extends z.ZodObject> = Partial<z.output<S>>;

/**
 * Reads an object of the file. Unknown keys and fields that do not fit are added to `problems`, all of them;
 * what fits is returned, so that what it means can be checked all the same.
 */
export function readObject<S extends z.ZodObject>(
  schema: S,
  value: unknown,
  path: string,
  problems: ProblemList,
): Readable<S> {
  const whole = schema.safeParse(value);
  if (whole.success) return whole.data;
  if (!isObject(value)) {
    problems.addWhole(path, `expected an object; got ${describeValue(value)}`);
    return {};
  }
  reportUnknownKeys(Object.keys(schema.shape), value, path, problems);
  const fitting: Record<string, unknown> = {};
  for (const [key, field] of Object.entries<z.ZodType>(schema.shape)) {
    const read = readValue(field, value[key], pathOf(path, key), problems);
    if (read !== undefined) fitting[key] = read;
  }
  return fitting as Readable<S>;
}

/** Reads a value; one that does not fit is added to `problems` and is undefined then. */
export function readValue<S extends z.ZodType>(
  schema: S,
  value: unknown,
  path: string,
  problems: ProblemList,
): z.output<S> | undefined {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  reportMisfit(schema, value, path, problems);
  return undefined;
}

/** An object that is not a list; its members may be anything. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Adds own keys that are not among `keys`, `__proto__` as JSON can give it included. */
export function reportUnknownKeys(
  keys: readonly string[],
  value: Readonly<Record<string, unknown>>,
  path: string,
  problems: ProblemList,
): void {
  for (const key of Object.keys(value)) {
    if (keys.includes(key)) continue;
    const meant = suggest(key, keys);
    const hint = meant === undefined ? "" : ` (did you mean "${meant}"?)`;
    problems.add(
      pathOf(path, key),
      `expected a key among ${keys.join(", ")}; got ${describeValue(key)}${hint}`,
    );
  }
}

/** Says what a field's schema expected: the words of an enum, the fields of an object, else its description. */
function reportMisfit(schema: z.ZodType, value: unknown, path: string, problems: ProblemList): void {
  if (schema instanceof z.ZodOptional) {
    reportMisfit(schema.unwrap() as z.ZodType, value, path, problems);
  } else if (schema instanceof z.ZodUnion) {
    const options = schema.options as readonly z.ZodType[];
    const alike = options.find((option) => option instanceof z.ZodObject === isObject(value));
    if (alike !== undefined) reportMisfit(alike, value, path, problems);
  } else if (schema instanceof z.ZodObject) {
    readObject(schema, value, path, problems);
  } else if (schema instanceof z.ZodEnum) {
    problems.add(path, expectedWord(schema.options as readonly string[], value));
  } else {
    problems.add(path, `expected ${schema.description ?? "another value"}; got ${describeValue(value)}`);
  }
}

/** `expected one of a, b; got …`, with a suggestion if a word was got. */
export function expectedWord(words: readonly string[], value: unknown): string {
  if (typeof value === "string") return expectedOneOf(words, value);
  return `expected one of ${words.join(", ")}; got ${describeValue(value)}`;
}

/** `layers[1].size`; a key that is no plain word is quoted and cut: `layers[1]["a b"]`. */
export function pathOf(parent: string, key: string): string {
  if (!/^[A-Za-z_]\w{0,39}$/.test(key)) return `${parent}[${describeValue(key)}]`;
  return parent === "" ? key : `${parent}.${key}`;
}
