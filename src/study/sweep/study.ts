import { z } from "zod";
import { text, wholeFrom } from "./case-schema.ts";
import { metricNames } from "./metrics.ts";
import { courseNames } from "./course.ts";

// The study file (format "counterflow-study", version 1) as schemas, from which its types come.

const label = z.union([z.string(), z.number()]).describe("a text or a number");
/** Names of axes with one of their labels: which cases a figure is of. Of an axis left out, the first. */
const where = z.record(z.string(), label).describe("an object: names of axes, each with a label").optional();
const title = text.optional();
/** Axes that are logarithmic; that of what is measured is so by itself where it spans more than two decades. */
const logarithmic = z.enum(["x", "y", "both"]).optional();

/** Values of one place of the case: the case is run with each of them. */
const valueAxis = z.strictObject({
  path: text,
  /** What it is called; its path unless said. */
  name: text.optional(),
  values: z.array(z.unknown()).min(1).describe("a list of at least 1 value"),
  /** What its values are called, where they do not tell by themselves. */
  labels: z.array(text).min(1).describe("a list of texts, one a value").optional(),
});

/** Choices by name, each of several places of the case with their values. */
const choiceAxis = z.strictObject({
  name: text,
  choices: z
    .record(z.string(), z.record(z.string(), z.unknown()).describe("an object: places with their values"))
    .refine((choices) => Object.keys(choices).length > 0)
    .describe("an object of at least 1 choice"),
});

const boundary = z.discriminatedUnion("kind", [
  /** The largest stable rate of delayed gradient descent, over the delay. */
  z.strictObject({
    kind: z.literal("stable-rate"),
    curvature: z.number().gt(0).describe("a finite number above 0"),
  }),
]);

const figure = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("curves"),
      of: z.enum(courseNames),
      against: z.enum(["epochs", "commits", "time"]),
      /** An axis: a curve for each of its values. */
      lines: text.optional(),
      logarithmic,
      where,
      title,
    }),
    z.strictObject({
      kind: z.literal("lines"),
      metric: z.enum(metricNames),
      x: text,
      lines: text.optional(),
      logarithmic: z.enum(["y"]).optional(),
      where,
      title,
    }),
    z.strictObject({
      kind: z.literal("heat-map"),
      metric: z.enum(metricNames),
      x: text,
      y: text,
      boundary: boundary.optional(),
      where,
      title,
    }),
    z.strictObject({ kind: z.literal("staleness"), each: text.optional(), where, title }),
    z.strictObject({ kind: z.literal("gantt"), where, microBatches: wholeFrom(1).optional(), title }),
  ])
  .describe("a figure, an object with a kind");

export const studySchema = z.strictObject({
  format: z.literal("counterflow-study").describe('"counterflow-study"'),
  version: z.literal(1).describe("1, the newest that can be read here"),
  /** Part of the names of files. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
    .describe("a name of up to 64 small letters, digits and hyphens"),
  /** One sentence. */
  question: text,
  base: z.record(z.string(), z.unknown()).describe("an object, what all cases have in common"),
  axes: z.array(z.unknown()).describe("a list of axes").optional(),
  /** How many, from 1 on, or which. */
  seeds: z
    .union([wholeFrom(1), z.array(wholeFrom(0)).min(1).describe("a list of whole numbers from 0 on")])
    .describe("a whole number from 1 on, or a list of seeds")
    .optional(),
  metrics: z.array(z.enum(metricNames)).min(1).describe("a list of metrics"),
  figures: z.array(figure).describe("a list of figures").optional(),
});

export { choiceAxis, valueAxis };

/** A study as it stands in a file: what is asked, the cases, and what is measured and drawn. */
export type StudyFile = Omit<z.input<typeof studySchema>, "axes"> & { readonly axes?: readonly AxisFile[] };
export type AxisFile = z.input<typeof valueAxis> | z.input<typeof choiceAxis>;
export type Figure = z.output<typeof figure>;

/** An axis as cases are made from it: each of its labels puts values in places. */
export interface Axis {
  readonly name: string;
  readonly labels: readonly string[];
  /** Of each label. */
  readonly changes: readonly (readonly { readonly path: string; readonly value: unknown }[])[];
  /** Of each label, where all its values are numbers. */
  readonly numbers: readonly number[] | undefined;
}

/** A study that has been read: every case of it can be run. */
export interface Study {
  readonly file: StudyFile;
  readonly name: string;
  readonly question: string;
  readonly base: Readonly<Record<string, unknown>>;
  readonly axes: readonly Axis[];
  readonly seeds: readonly number[];
  readonly metrics: readonly (typeof metricNames)[number][];
  readonly figures: readonly Figure[];
}
