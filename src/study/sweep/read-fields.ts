import { z } from "zod";
import { describeValue, type ProblemList } from "../../model/problem-list.ts";
import { expectedWord, isObject, pathOf, reportUnknownKeys } from "../../model/read-object.ts";

/**
 * `value` as the schema has it, or undefined and every problem of it in `problems`: unknown keys with the one that was meant,
 * words that are not allowed, and of everything else the description of the field that was not met. Schemas may be objects,
 * lists, enums, and unions of these; of objects of several kinds, `kind` tells which one is meant.
 */
export function readFields<S extends z.ZodType>(
  schema: S,
  value: unknown,
  path: string,
  problems: ProblemList,
): z.output<S> | undefined {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  explain(schema, value, path, problems);
  return undefined;
}

function explain(schema: z.ZodType, value: unknown, path: string, problems: ProblemList): void {
  if (schema.safeParse(value).success) return;
  if (schema instanceof z.ZodOptional) explain(schema.unwrap() as z.ZodType, value, path, problems);
  else if (schema instanceof z.ZodDiscriminatedUnion) explainKinds(schema, value, path, problems);
  else if (schema instanceof z.ZodUnion) explainUnion(schema, value, path, problems);
  else if (schema instanceof z.ZodObject && isObject(value)) explainObject(schema, value, path, problems);
  else if (schema instanceof z.ZodArray && Array.isArray(value)) {
    value.forEach((each, i) => explain(schema.element as z.ZodType, each, `${path}[${i}]`, problems));
    if (value.length === 0) add(schema, value, path, problems);
  } else if (schema instanceof z.ZodRecord && isObject(value)) {
    for (const [key, each] of Object.entries(value)) {
      explain(schema.valueType as z.ZodType, each, pathOf(path, key), problems);
    }
    if (Object.keys(value).length === 0) add(schema, value, path, problems);
  } else if (schema instanceof z.ZodEnum) {
    problems.add(path, expectedWord(schema.options as readonly string[], value));
  } else add(schema, value, path, problems);
}

function add(schema: z.ZodType, value: unknown, path: string, problems: ProblemList): void {
  const expected = schema.description ?? (schema instanceof z.ZodObject ? "an object" : "another value");
  problems.add(path, `expected ${expected}; got ${describeValue(value)}`);
}

function explainObject(
  schema: z.ZodObject,
  value: Readonly<Record<string, unknown>>,
  path: string,
  problems: ProblemList,
): void {
  const keys = Object.keys(schema.shape);
  reportUnknownKeys(keys, value, path, problems);
  for (const [key, field] of Object.entries<z.ZodType>(schema.shape)) {
    explain(field, value[key], pathOf(path, key), problems);
  }
}

function explainKinds(
  schema: z.ZodDiscriminatedUnion,
  value: unknown,
  path: string,
  problems: ProblemList,
): void {
  if (!isObject(value)) {
    add(schema, value, path, problems);
    return;
  }
  const options = schema.options as readonly z.ZodObject[];
  const chosen = options.find(({ shape }) => kindOf(shape).safeParse(value["kind"]).success);
  if (chosen !== undefined) explainObject(chosen, value, path, problems);
  else {
    const kinds = options.map(({ shape }) => String((kindOf(shape) as z.ZodLiteral).value));
    problems.add(pathOf(path, "kind"), expectedWord(kinds, value["kind"]));
  }
}

function kindOf(shape: Readonly<Record<string, z.ZodType>>): z.ZodType {
  return shape["kind"] ?? z.never();
}

/** Of several forms the one that the value has: an object, a list, a word. */
function explainUnion(schema: z.ZodUnion, value: unknown, path: string, problems: ProblemList): void {
  const options = schema.options as readonly z.ZodType[];
  const alike = options.find((option) => {
    if (isObject(value)) {
      // Of several objects the one that has the first key of the value, or the last one.
      const [key = ""] = Object.keys(value);
      if (option instanceof z.ZodObject) return Object.hasOwn(option.shape, key) || option === options.at(-1);
      return option instanceof z.ZodDiscriminatedUnion || option instanceof z.ZodRecord;
    }
    if (Array.isArray(value)) return option instanceof z.ZodArray;
    return typeof value === "string" && option instanceof z.ZodEnum;
  });
  if (alike === undefined) add(schema, value, path, problems);
  else explain(alike, value, path, problems);
}
