import { shown } from "../math/suggestion.ts";
import type { TraceEvent } from "./event.ts";

/** What a field of an event has to be, as an error says it. */
type Shape = "number" | "text" | "numbers" | "texts" | "lists of numbers" | "object" | "a number or nothing";

const placed = { n: "number", t: "number" } as const;
const inBatch = { ...placed, batch: "number", parents: "numbers" } as const;
const moment = { ...inBatch, microBatch: "number", samples: "numbers" } as const;
const row = { ...inBatch, neuron: "text", from: "texts", weights: "numbers", bias: "number" } as const;

const shapes: Readonly<Record<TraceEvent["kind"], Readonly<Record<string, Shape>>>> = {
  train: { ...placed, settings: "object" },
  batch: { ...placed, batch: "number", purpose: "text", rows: "numbers", microBatches: "numbers" },
  action: {
    ...moment,
    stage: "number",
    rank: "number",
    action: "text",
    start: "number",
    sent: "a number or nothing",
    arrived: "a number or nothing",
    weightVersion: "a number or nothing",
  },
  feed: { ...moment, neuron: "text", values: "numbers" },
  deliver: {
    ...moment,
    direction: "text",
    from: "text",
    to: "text",
    values: "numbers",
    weight: "number",
    weightVersion: "number",
  },
  activate: { ...moment, neuron: "text", bias: "number", z: "numbers", a: "numbers", gain: "numbers" },
  loss: { ...moment, outputs: "texts", targets: "lists of numbers", losses: "numbers" },
  error: { ...moment, to: "text", enters: "text", targets: "numbers", values: "numbers" },
  delta: {
    ...moment,
    neuron: "text",
    sum: "numbers",
    gain: "numbers",
    added: "numbers",
    delta: "numbers",
  },
  gradient: row,
  commit: { ...row, weightVersion: "number" },
  population: { ...moment, population: "text", task: "text", norm: "number", gain: "a number or nothing" },
  end: { ...placed, outcome: "text", header: "text" },
};

const holds: Readonly<Record<Shape, (value: unknown) => boolean>> = {
  number: isNumber,
  text: (value) => typeof value === "string",
  numbers: isNumbers,
  texts: (value) => Array.isArray(value) && value.every((entry) => typeof entry === "string"),
  "lists of numbers": (value) => Array.isArray(value) && value.every(isNumbers),
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "a number or nothing": (value) => value === undefined || isNumber(value),
};

/** The kinds with their fields as lists, made once: a long trace asks for them a million times. */
const fieldsOf = new Map(
  Object.entries(shapes).map(([kind, fields]) => {
    const list = Object.entries(fields).map(([name, shape]) => ({ name, shape, holds: holds[shape] }));
    return [kind, list] as const;
  }),
);

/** What is wrong with the form of something read from a trace; undefined where nothing is. */
export function eventProblem(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return `expected an event; got ${shown(value)}`;
  const event = value as Readonly<Record<string, unknown>>;
  const { kind } = event;
  const fields = typeof kind === "string" ? fieldsOf.get(kind) : undefined;
  if (fields === undefined) {
    return `kind: expected one of ${[...fieldsOf.keys()].join(", ")}; got ${shown(kind)}`;
  }
  let missing = 0;
  for (const field of fields) {
    const found = event[field.name];
    if (!field.holds(found)) return shapeProblem(field.name, field.shape, found);
    if (found === undefined) missing++;
  }
  // Every field is there; if there are as many of them as that, and `kind`, there is no other.
  let count = 0;
  for (const _ in event) count++; // eslint-disable-line @typescript-eslint/no-unused-vars -- only their number is wanted
  return count === fields.length - missing + 1 ? undefined : strangerProblem(event, fields);
}

/** Of a list, the entry that is wrong. */
function shapeProblem(name: string, shape: Shape, found: unknown): string {
  const entry = entryShapes[shape];
  if (!Array.isArray(found) || entry === undefined) return `${name}: expected ${shape}; got ${shown(found)}`;
  const at = found.findIndex((each) => !holds[entry](each));
  return shapeProblem(`${name}[${at}]`, entry, found[at]);
}

const entryShapes: Readonly<Partial<Record<Shape, Shape>>> = {
  numbers: "number",
  texts: "text",
  "lists of numbers": "numbers",
};

function strangerProblem(event: object, fields: readonly { readonly name: string }[]): string | undefined {
  const stranger = Object.keys(event).find(
    (name) => name !== "kind" && !fields.some((field) => field.name === name),
  );
  return stranger === undefined ? undefined : `expected no field ${shown(stranger)}; got one`;
}

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}

function isNumbers(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (const entry of value) if (typeof entry !== "number") return false;
  return true;
}
