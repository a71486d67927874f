import { z } from "zod";
import { optimizerNames } from "../../math/optimizers.ts";
import { precisions } from "../../math/precision.ts";
import { errorTransportNames } from "../../network/error-transport/rules.ts";
import { planNames } from "../../schedule/plans.ts";
import { policyNames } from "../../schedule/policies.ts";
import { printable } from "../../view/printable.ts";

// A case of a study as a schema: what may be said, each by itself. Its descriptions are the "expected …" of errors; what fits
// together is checked by prepare-case.ts.

export const wholeFrom = (least: number) => z.int().min(least).describe(`a whole number from ${least} on`);
export const finite = z.number().describe("a finite number");
const zeroOrMore = z.number().min(0).describe("a finite number from 0");
const aboveZero = z.number().gt(0).describe("a finite number above 0");
/** It goes to terminals: what moves the cursor there is refused. */
export const text = z
  .string()
  .min(1)
  .refine((value) => printable(value) === value)
  .describe("a text without control characters");
const listOf = <S extends z.ZodType>(element: S, words: string) => z.array(element).min(1).describe(words);
const commits = listOf(wholeFrom(0), "a list of whole numbers from 0 on");

const delay = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("constant"), commits: wholeFrom(0) }),
    z.strictObject({ kind: z.literal("per-stage"), commits }),
    z.strictObject({ kind: z.literal("geometric"), workers: wholeFrom(1), seed: wholeFrom(0).optional() }),
    z.strictObject({ kind: z.literal("uniform"), most: wholeFrom(0), seed: wholeFrom(0).optional() }),
    z.strictObject({ kind: z.literal("list"), commits }),
  ])
  .describe("a law of delays, an object with a kind");

const transportVersion = z.enum(["latest", "forward", "extrapolated"]);

const scheduleObject = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("delayed"),
    delay,
    transportVersion: transportVersion.optional(),
    warmUp: wholeFrom(0).optional(),
  }),
  z.strictObject({
    kind: z.literal("policy"),
    name: z.enum(policyNames),
    transportVersion: transportVersion.optional(),
    keptVersions: wholeFrom(1).optional(),
  }),
  z.strictObject({
    kind: z.literal("plan"),
    rows: listOf(text, "a list of rows, one a rank, such as 0F0,0B0"),
  }),
]);

const latencyLaw = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant"), ticks: zeroOrMore }),
  z.strictObject({ kind: z.literal("uniform"), from: zeroOrMore, to: zeroOrMore }),
  z.strictObject({ kind: z.literal("exponential"), mean: aboveZero }),
  z.strictObject({ kind: z.literal("pareto"), shape: aboveZero, least: aboveZero }),
]);

const belowOne = z.number().min(0).lt(1).describe("a number from 0 to below 1");

const corrector = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("rate-by-staleness") }),
  z.strictObject({ kind: z.literal("pipemare-rate"), commits: wholeFrom(1) }),
  z.strictObject({
    kind: z.literal("pipemare-transport"),
    decay: belowOne.gt(0).describe("a number above 0 and below 1").optional(),
  }),
  z.strictObject({ kind: z.literal("delay-compensation"), lambda: zeroOrMore }),
  z.strictObject({
    kind: z.literal("adaptive-delay-compensation"),
    lambda: zeroOrMore,
    smoothing: belowOne.optional(),
  }),
  z.strictObject({ kind: z.literal("weight-prediction"), smoothing: belowOne.optional() }),
  z.strictObject({ kind: z.literal("gap-aware") }),
  z.strictObject({ kind: z.literal("nesterov-look-ahead"), momentum: belowOne.optional() }),
]);

const ticks = z
  .union([zeroOrMore, listOf(zeroOrMore, "a list of ticks, one a stage")])
  .describe("ticks: a number from 0, or a list of them, one a stage");

/** Options whose numbers are checked by what takes them, with a name or a kind. */
const named = z.record(z.string(), z.unknown());

const rows = z.array(z.unknown()).describe("a list of rows");
const samples = z
  .union([
    text,
    z.strictObject({ inputs: rows, targets: rows }),
    z.strictObject({
      file: text,
      targets: listOf(text, "a list of columns").optional(),
      classes: text.optional(),
    }),
  ])
  .describe("samples: a text such as builtin:xor, an object with inputs and targets, or one with a file");

export const caseSchema = z.strictObject({
  /** A network file. A study file may name one; the reader of files puts its content here. */
  network: z.union([named, text]).describe("a network file: an object, or its name").optional(),
  samples: samples.optional(),
  /** What loss and accuracy are measured on; the samples unless given. */
  validation: samples.optional(),
  epochs: wholeFrom(1).optional(),
  batchSize: wholeFrom(1).optional(),
  microBatch: wholeFrom(1).optional(),
  /** "shuffled" anew in every epoch, by the seed of the case, unless said. */
  order: z.enum(["shuffled", "file"]).optional(),
  learningRate: z
    .union([zeroOrMore, named])
    .describe("a finite number from 0, or an object with a kind")
    .optional(),
  optimizer: z.union([z.enum(optimizerNames), named]).optional(),
  precision: z.enum(precisions).optional(),
  schedule: z.union([z.enum([...planNames, ...policyNames]), scheduleObject]).optional(),
  stages: z
    .union([wholeFrom(1), listOf(wholeFrom(0), "a list of layers")])
    .describe("a whole number from 1 on, or a list of layers")
    .optional(),
  chunks: wholeFrom(1).optional(),
  maxActiveKeys: wholeFrom(1).optional(),
  maxStaleness: wholeFrom(0).optional(),
  /** Of a case without a network: how many go through the pipeline, and after how many a policy commits. */
  microBatches: wholeFrom(1).optional(),
  updateEvery: wholeFrom(1).optional(),
  /** Ticks of F, I and W; "work": by the multiplications of each stage. One tick each unless said. */
  timing: z
    .union([z.enum(["work"]), z.strictObject({ forward: ticks, backward: ticks, weightGradient: ticks })])
    .optional(),
  /** Ticks of a message: the same always, of each link, or drawn by the seed of the case. */
  latency: z
    .union([zeroOrMore, listOf(zeroOrMore, "a list of ticks, one a link"), latencyLaw])
    .describe("ticks: a number from 0, a list of them, or an object with a kind")
    .optional(),
  correctors: z.array(corrector).describe("a list of correctors").optional(),
  errorTransport: z.union([z.enum(errorTransportNames as readonly [string, ...string[]]), named]).optional(),
  /** Whether to compare error signals with those of backpropagation, which takes a second backward pass each time. */
  angles: z.boolean().describe("true or false").optional(),
  /** What epochs-to-target and time-to-target wait for. */
  target: z
    .union([
      z.strictObject({ accuracy: z.number().min(0).max(1).describe("a number from 0 to 1") }),
      z.strictObject({ loss: finite }),
    ])
    .describe("an object with accuracy or loss")
    .optional(),
});

/** All that a run depends on but its seed. */
export type CaseDefinition = z.output<typeof caseSchema>;
